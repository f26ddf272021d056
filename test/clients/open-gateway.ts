import type { Bundle, DiagnosticReport, Resource } from 'fhir/r4.js';
import { startTestGateway, type TestGateway } from '../helpers/gateway.js';

/** Identifier.system of the vendor's report ids. */
export const REPORT_SYSTEM = 'https://derm-fhir-gateway.github.io/sid/report';

/** Where the sandbox's visit identifiers come from in these suites. */
export const VISIT_SYSTEM = 'https://hospital.test/sid/visit';

/** A gateway that asks nobody for credentials and has nothing stored. */
export function openGateway(): Promise<TestGateway> {
  return startTestGateway({ ENCOUNTER_SYSTEM: VISIT_SYSTEM });
}

/** The resources of a Bundle, in order. */
export function resourcesIn(bundle: Bundle): Resource[] {
  return (bundle.entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [resource]));
}

/** `Type/id` of each resource, sorted. */
export function namesOf(resources: readonly Pick<Resource, 'resourceType' | 'id'>[]): string[] {
  return resources.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`).sort();
}

/** What a report refers to, sorted. */
export function resultsOf({ result = [] }: Pick<DiagnosticReport, 'result'>): string[] {
  return result.map(({ reference }) => reference ?? '').sort();
}

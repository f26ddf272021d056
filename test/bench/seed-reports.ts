import type { DiagnosticReport } from 'fhir/r4.js';
import type { IdentifiedResource } from '../../src/fhir/bundle.js';
import { createIdSource } from '../../src/fhir/id-source.js';
import type { Store } from '../../src/store/store.js';

/** So many are stored in one commit. */
const BATCH = 500;

const idOf = createIdSource('https://bench.test/ns');

/** System and value of the identifier that the vendor's report has in the n-th stored report. */
export const SEEDED_SYSTEM = 'https://derm-fhir-gateway.github.io/sid/report';
export const seededIdentifier = (number: number): string => idOf(`report ${number}`);

/**
 * Stores many DiagnosticReports, each with the values that a real one is searched by, and without the resources that it would
 * refer to: an index grows by them alike.
 *
 * @param from number of the first one.
 * @returns the id of the last one.
 */
export async function seedReports(store: Store, tenant: string, count: number, from = 0): Promise<string> {
  for (let done = 0; done < count; done += BATCH) {
    const size = Math.min(BATCH, count - done);
    const reports = Array.from({ length: size }, (_, index) => seededReport(from + done + index));
    await store.saveResources(tenant, 'en', reports);
  }
  return idOf(String(from + count - 1));
}

function seededReport(number: number): DiagnosticReport & IdentifiedResource {
  const id = idOf(String(number));
  const day = new Date(Date.UTC(2024, 0, 1 + (number % 700), 8, number % 60)).toISOString();
  const condition = `condition-${number % 97}`;
  return {
    resourceType: 'DiagnosticReport',
    id,
    meta: {
      security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'AIAST' }],
    },
    identifier: [
      { system: 'https://derm-fhir-gateway.github.io/sid/resource', value: id },
      { system: SEEDED_SYSTEM, value: seededIdentifier(number) },
    ],
    status: 'preliminary',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'IMG' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '18748-4', display: 'Diagnostic imaging study' }] },
    encounter: {
      type: 'Encounter',
      identifier: { system: 'https://hospital.test/sid/visit', value: `visit-${number >> 1}` },
    },
    effectiveDateTime: day,
    issued: day,
    result: [{ reference: `Observation/${idOf(`observation ${number}`)}` }],
    conclusionCode: [
      { coding: [{ system: 'https://conditions.test', code: condition, display: condition }] },
    ],
  };
}

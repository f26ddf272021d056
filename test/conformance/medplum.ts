import {
  indexStructureDefinitionBundle,
  OperationOutcomeError,
  validateResource,
  validateTypedValue,
} from '@medplum/core';
import type { OperationOutcomeIssue, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { ownStructureDefinitions, r4StructureDefinitions } from './definitions.js';
import type { Finding } from './finding.js';
import { objectsIn, resourceTypeOf } from './json-walk.js';

/** R4's definitions into Medplum's global index: about half a second, once per process. */
export function indexDefinitions(): void {
  for (const file of ['profiles-types', 'profiles-resources'] as const)
    indexStructureDefinitionBundle(r4StructureDefinitions(file) as StructureDefinition[]);
}

let ownDefinitions: Map<string, StructureDefinition> | undefined;

/** R4's definitions in the index, and our own ones beside. */
function load(): Map<string, StructureDefinition> {
  if (ownDefinitions === undefined) {
    indexDefinitions();
    ownDefinitions = ownStructureDefinitions() as Map<string, StructureDefinition>;
  }
  return ownDefinitions;
}

/**
 * Medplum's validator: structure, cardinality, unknown elements, dates and most invariants, also of the resources in a
 * Bundle; and each of our own extensions, and each resource that claims one of our profiles, against its published definition. It knows no `urn:uuid` references and
 * warns about each; it does not check codes.
 */
export function validateWithMedplum(resource: unknown): Finding[] {
  const definitions = load();
  const findings = run(() => validateResource(resource as Resource), '');
  for (const { value, path } of objectsIn(resource, resourceTypeOf(resource) ?? '')) {
    const profile = typeof value['url'] === 'string' ? definitions.get(value['url']) : undefined;
    for (const claimed of claimedBy(value)) {
      const claim = definitions.get(claimed);
      if (claim !== undefined)
        findings.push(
          ...run(() => validateTypedValue({ type: claim.type, value }, { profile: claim }), path),
        );
    }
    if (profile?.type !== 'Extension' || !path.includes('xtension[')) continue;
    findings.push(...run(() => validateTypedValue({ type: 'Extension', value }, { profile }), path));
  }
  return findings;
}

/** The profiles that an object says it conforms to, if it is a resource. */
function claimedBy({ resourceType, meta }: { resourceType?: unknown; meta?: unknown }): readonly string[] {
  if (typeof resourceType !== 'string' || typeof meta !== 'object' || meta === null) return [];
  return 'profile' in meta && Array.isArray(meta.profile) ? meta.profile.map(String) : [];
}

/** Medplum returns what it only warns about and throws the whole list when an error is among it. */
function run(validate: () => OperationOutcomeIssue[], path: string): Finding[] {
  try {
    return validate().map((issue) => toFinding(issue, path));
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return error.outcome.issue.map((issue) => toFinding(issue, path));
  }
}

function toFinding(issue: OperationOutcomeIssue, prefix: string): Finding {
  const inside = issue.expression?.[0] ?? '';
  return {
    validator: 'medplum',
    severity: issue.severity === 'error' || issue.severity === 'fatal' ? 'error' : 'warning',
    path: prefix === '' ? inside : `${prefix} (${inside})`,
    text: issue.details?.text ?? issue.diagnostics ?? issue.code,
  };
}

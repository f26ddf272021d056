import { validateWithFhirJs } from './fhir-js.js';
import type { Finding } from './finding.js';
import { validateInvariants } from './invariants.js';
import { validateWithJsonSchema } from './json-schema.js';
import { validateWithMedplum } from './medplum.js';

/** The validators of this folder by name. Each looks into a Bundle's entries and contained resources by itself. */
export const VALIDATORS = {
  medplum: validateWithMedplum,
  'fhir-js': validateWithFhirJs,
  'json-schema': validateWithJsonSchema,
  invariants: validateInvariants,
} as const satisfies Record<string, (resource: unknown) => Finding[]>;

/**
 * What the four validators say about a resource, or about a Bundle and each resource in it. They overlap little: of sixty
 * planted defects the best single one finds half, so a resource is called valid only when none objects.
 */
export function validateAll(resource: unknown): Finding[] {
  return Object.values(VALIDATORS).flatMap((validate) => validate(resource));
}

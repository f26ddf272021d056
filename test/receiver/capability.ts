import { getResourceTypes } from '@medplum/core';
import type { CapabilityStatement } from '@medplum/fhirtypes';

/** Interactions of Medplum's router with a resource, as exercised by this folder's tests. */
const INTERACTIONS = ['read', 'create', 'update', 'delete', 'search-type'] as const;

/**
 * What this receiver can do. Medplum's router has no CapabilityStatement of its own; this is the wrapper's statement,
 * and says only what its tests show. Needs R4's definitions loaded into Medplum's index.
 */
export function capabilityStatement(base: string): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-23',
    kind: 'instance',
    software: { name: 'Medplum FHIR router over an in-memory repository' },
    implementation: { description: 'Test receiver: nothing is kept after it stops', url: base },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
        resource: getResourceTypes().map((type) => ({
          type,
          interaction: INTERACTIONS.map((code) => ({ code })),
          versioning: 'versioned',
          updateCreate: true,
          conditionalCreate: true,
          conditionalUpdate: true,
        })),
      },
    ],
  };
}

import type { Behaviour, TypeInteraction } from './behaviour.js';
import type { HeldResource } from './resource.js';

/** What reports are made of, and what they may be about. */
const TYPES = [
  'BodyStructure',
  'Condition',
  'Device',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'Media',
  'Observation',
  'Patient',
  'Procedure',
  'Provenance',
  'QuestionnaireResponse',
  'ServiceRequest',
] as const;

const EVERYTHING: readonly TypeInteraction[] = ['read', 'search-type', 'create', 'update', 'delete'];
const READ_ONLY: readonly TypeInteraction[] = ['read', 'search-type'];

/** The CapabilityStatement that a receiver publishes: what its server says, be it true or not. */
export function capabilityStatement(
  { software, statement, interactions }: Behaviour,
  base: string,
): HeldResource {
  const { transaction, batch, ...flags } = statement;
  const stated = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== null));
  const system = [...(transaction ? ['transaction'] : []), ...(batch ? ['batch'] : [])];
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-25',
    kind: 'instance',
    software: { name: software },
    implementation: { description: 'A stand-in: nothing is kept after it stops', url: base },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        ...(system.length === 0 ? {} : { interaction: system.map((code) => ({ code })) }),
        resource: TYPES.map((type) => ({
          type,
          interaction: interactionsOf(type, interactions).map((code) => ({ code })),
          versioning: 'versioned',
          ...stated,
          searchParam: [{ name: 'identifier', type: 'token' }],
        })),
      },
    ],
  };
}

function interactionsOf(type: string, interactions: Behaviour['interactions']): readonly TypeInteraction[] {
  return interactions === null ? EVERYTHING : (interactions[type] ?? READ_ONLY);
}

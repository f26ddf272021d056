import type { Behaviour, TypeInteraction } from '../behaviour.js';
import { Refusal } from '../refusal.js';
import { isObject, objectsOf, type HeldResource } from '../resource.js';
import { plain } from './plain.js';

/** Codes of HL7 table 0074 for cardiology and anatomic pathology. */
const REPORT_CATEGORIES: ReadonlySet<string> = new Set(['CUS', 'EC', 'CTH', 'SP', 'PAT', 'CP']);
const OBSERVATION_CATEGORIES: ReadonlySet<string> = new Set(['vital-signs', 'laboratory']);

function hasCategory(resource: HeldResource, codes: ReadonlySet<string>): boolean {
  return objectsOf(resource['category'])
    .flatMap(({ coding }) => objectsOf(coding))
    .some(({ code }) => typeof code === 'string' && codes.has(code));
}

/** It takes what its own workflows know, and refuses a modifier extension wherever it stands. */
function check(resource: HeldResource): Refusal | null {
  const { resourceType } = resource;
  if (JSON.stringify(resource).includes('"modifierExtension"')) return new Refusal('modifier-extension');
  const isKnown =
    resourceType === 'DiagnosticReport'
      ? hasCategory(resource, REPORT_CATEGORIES)
      : resourceType !== 'Observation' || hasCategory(resource, OBSERVATION_CATEGORIES);
  if (!isKnown)
    return new Refusal('business-rule', `A ${resourceType} of that category`, `${resourceType}.category`);
  return isObject(resource['subject']) || resourceType === 'Provenance' || resourceType === 'Patient'
    ? null
    : new Refusal('missing-element', 'subject', `${resourceType}.subject`);
}

const READ: readonly TypeInteraction[] = ['read', 'search-type'];
const CREATE: readonly TypeInteraction[] = [...READ, 'create'];
const BOTH: readonly TypeInteraction[] = [...READ, 'create', 'update'];

/** Oracle Health Millennium: batches of Provenance alone, JSON alone, and no body in answer to a write. */
export const oracle: Behaviour = {
  ...plain,
  software: 'Oracle Health Millennium',
  statement: {
    transaction: false,
    batch: true,
    updateCreate: false,
    conditionalCreate: false,
    conditionalUpdate: false,
  },
  transactions: 'none',
  batches: ['Provenance'],
  interactions: {
    Condition: BOTH,
    DiagnosticReport: CREATE,
    DocumentReference: BOTH,
    Media: ['read'],
    Observation: BOTH,
    Patient: BOTH,
    Procedure: CREATE,
    Provenance: CREATE,
  },
  updateCreate: false,
  conditionalCreate: 'ignored',
  conditionalUpdate: false,
  conditionalReferences: false,
  ids: 'number',
  answersWithResource: false,
  check,
};

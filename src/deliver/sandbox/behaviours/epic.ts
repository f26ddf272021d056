import type { Behaviour, Issue, RefusalParts, TypeInteraction } from '../behaviour.js';
import { Refusal } from '../refusal.js';
import { isObject, type HeldResource } from '../resource.js';
import type { Situation } from '../situation.js';
import { plain } from './plain.js';

const SYSTEM = 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369';

/** Its own numbers, which say more than the status does. */
const NUMBERS: Readonly<Partial<Record<Situation, string>>> = {
  'missing-target': '59144',
  'missing-element': '59102',
  'business-rule': '59187',
  unavailable: '4135',
};

function outcome({ situation, code, text, expression }: Issue): unknown {
  const coding = [{ system: SYSTEM, code: NUMBERS[situation] ?? '59111', display: text }];
  const where = expression === undefined ? {} : { expression: [expression] };
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'fatal', code, details: { coding, text }, diagnostics: text, ...where }],
  };
}

/** It asks for a later try by a date (RFC 9110 §5.6.7). */
function refuse(issue: Issue, nowMs: number): RefusalParts {
  const later = new Date(nowMs + 3_000).toUTCString();
  const asksToWait = issue.status === 429 || issue.status === 503;
  return { headers: asksToWait ? { 'retry-after': later } : {}, body: outcome(issue) };
}

/** An Observation goes into a flowsheet row that somebody has to have built: nobody has. */
function check(resource: HeldResource): Refusal | null {
  if (resource.resourceType === 'Observation')
    return new Refusal('business-rule', 'An Observation without a flowsheet row');
  return isObject(resource['subject']) || resource.resourceType === 'Patient'
    ? null
    : new Refusal('missing-element', 'subject', `${resource.resourceType}.subject`);
}

const READ: readonly TypeInteraction[] = ['read', 'search-type'];
const CREATE: readonly TypeInteraction[] = [...READ, 'create'];
const UPDATE: readonly TypeInteraction[] = [...READ, 'update'];
const BOTH: readonly TypeInteraction[] = [...READ, 'create', 'update'];

/** Epic as its sandbox states itself: neither Bundles nor conditions, and few types that can be written. */
export const epic: Behaviour = {
  ...plain,
  software: 'Epic',
  statement: {
    transaction: false,
    batch: false,
    updateCreate: false,
    conditionalCreate: false,
    conditionalUpdate: false,
  },
  transactions: 'none',
  batches: 'none',
  interactions: {
    BodyStructure: BOTH,
    Condition: CREATE,
    DiagnosticReport: UPDATE,
    DocumentReference: BOTH,
    Media: READ,
    Observation: BOTH,
    Patient: CREATE,
    QuestionnaireResponse: CREATE,
    ServiceRequest: BOTH,
  },
  updateCreate: false,
  conditionalCreate: 'ignored',
  conditionalUpdate: false,
  conditionalReferences: false,
  ids: 'opaque',
  answersWithResource: false,
  check,
  refuse,
};

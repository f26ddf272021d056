import type { Reference } from 'fhir/r4.js';
import type { ReportIdentifier } from './context.js';
import type { Draft } from './draft.js';
import { valueAt } from './value-at.js';

/**
 * The patient. None is invented: without a caller's word or a configured place in the report there is no subject (R4
 * allows it for a device that does not know the patient: Observation.subject).
 */
export function subjectOf(draft: Draft): Reference | null {
  const { context, report } = draft;
  const place = context.fromReport.subject;
  if (context.subject !== null || place?.pointer !== '/patientIdentifier') {
    notCarried(draft, report.patientIdentifier, '/patientIdentifier');
  }
  return context.subject ?? identified(draft, place, 'Patient');
}

/** The encounter: the caller's word, a configured place in the report, or the visit identifier. */
export function encounterOf(draft: Draft): Reference | null {
  const { context, report } = draft;
  const place = context.fromReport.encounter;
  const encounter = context.encounter ?? identified(draft, place, 'Encounter');
  if (encounter === null) return visit(draft);
  if (context.encounter !== null || place?.pointer !== '/visitIdentifier') {
    notCarried(draft, report.visitIdentifier, '/visitIdentifier');
  }
  return encounter;
}

/** The orders that the report answers: only from caller and configuration. */
export function ordersOf(draft: Draft): Reference[] {
  const { basedOn, fromReport } = draft.context;
  const order = identified(draft, fromReport.basedOn, 'ServiceRequest');
  return order === null ? [...basedOn] : [...basedOn, order];
}

/** `visitIdentifier` is the integrator's own number: a logical reference, no Encounter is made up for it. */
function visit(draft: Draft): Reference | null {
  const value = draft.identifier(draft.report.visitIdentifier, '/visitIdentifier');
  if (value === null) return null;
  const system = draft.context.encounterSystem;
  if (system !== null) return { type: 'Encounter', identifier: { system, value } };
  draft.doubt({
    severity: 'information',
    kind: 'encounter-system-missing',
    at: '/visitIdentifier',
    fhirPath: 'DiagnosticReport.encounter.identifier',
    text: 'No system is configured for visit identifiers, so a receiver cannot tell whose number it is.',
  });
  return { type: 'Encounter', identifier: { value } };
}

function identified(draft: Draft, place: ReportIdentifier | null, type: string): Reference | null {
  if (place === null) return null;
  const found = valueAt(draft.report, place.pointer);
  // Digits of a larger number may be others than those that were sent, and name somebody else.
  const value = Number.isSafeInteger(found) ? String(found) : found;
  if (typeof value === 'string' && value.trim() !== '') {
    const text = draft.identifier(value, place.pointer);
    return text === null ? null : { type, identifier: { system: place.system, value: text } };
  }
  draft.doubt({
    kind: 'identifier-not-found',
    at: place.pointer,
    text: `The configured place for the ${type} identifier holds no text or whole number of at most 2⁵³ in this report.`,
  });
  return null;
}

function notCarried(draft: Draft, identifier: string | null, at: string): void {
  if (identifier === null) return;
  draft.doubt({
    severity: 'information',
    kind: 'identifier-not-carried',
    at,
    text: 'The identifier is not carried: the caller named another one, or no system is configured for it.',
  });
}

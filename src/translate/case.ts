import type { CodeableConcept, Reference } from 'fhir/r4.js';
import { readDateTime, type DateTime } from '../fhir/date-time.js';
import { bodySiteConcept } from './body-site.js';
import type { ReportIdentifier } from './context.js';
import type { Draft } from './draft.js';
import { valueAt } from './value-at.js';

/** What every resource about this case repeats: whose it is, where on the body, and when. */
export interface Case {
  /** Present on DiagnosticReport, Observation, Media and QuestionnaireResponse alike. */
  readonly about: {
    readonly subject?: Reference;
    readonly encounter?: Reference;
    readonly basedOn?: Reference[];
  };
  /** Observation and DiagnosticReport; the time of the report, since the time of the photograph is not told. */
  readonly when: { readonly effectiveDateTime?: string; readonly issued?: string };
  readonly time: DateTime | null;
  readonly bodySite: { readonly bodySite?: CodeableConcept };
}

/**
 * Reads the case from report and context. No Patient is invented: without a caller's word or a configured place in the
 * report there is no subject (R4 allows it for a device that does not know the patient: Observation.subject).
 */
export function readCase(draft: Draft): Case {
  const { context } = draft;
  const subject = context.subject ?? identified(draft, context.fromReport.subject, 'Patient');
  const encounter =
    context.encounter ?? identified(draft, context.fromReport.encounter, 'Encounter') ?? visit(draft);
  const order = identified(draft, context.fromReport.basedOn, 'ServiceRequest');
  const basedOn = order === null ? [...context.basedOn] : [...context.basedOn, order];
  const time = createdAt(draft);
  const bodySite = bodySiteConcept(draft);
  return {
    about: {
      ...(subject === null ? {} : { subject }),
      ...(encounter === null ? {} : { encounter }),
      ...(basedOn.length === 0 ? {} : { basedOn }),
    },
    when: {
      ...(time === null ? {} : { effectiveDateTime: time.dateTime }),
      ...(time?.instant == null ? {} : { issued: time.instant }),
    },
    time,
    bodySite: bodySite === null ? {} : { bodySite },
  };
}

/** `visitIdentifier` is the integrator's own number: a logical reference, no Encounter is made up for it. */
function visit(draft: Draft): Reference | null {
  const value = draft.text(draft.report.visitIdentifier, '/visitIdentifier');
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
  const value = typeof found === 'number' ? String(found) : found;
  const text = typeof value === 'string' ? draft.text(value, place.pointer) : null;
  if (text !== null) return { type, identifier: { system: place.system, value: text } };
  draft.doubt({
    kind: 'identifier-not-found',
    at: place.pointer,
    text: `The configured place for the ${type} identifier holds no text or number in this report.`,
  });
  return null;
}

const TIME_DOUBTS = {
  'zone-assumed': 'The time has no zone; the configured one was applied.',
  'zone-unknown': 'The time has no zone: only its date is carried, instants are left out.',
  'date-only': 'Only a date is given: instants are left out.',
} as const;

function createdAt(draft: Draft): DateTime | null {
  const text = draft.report.createdAt;
  if (text === null) return null;
  const time = readDateTime(text, draft.context.assumedZone);
  if (time === null) {
    draft.doubt({
      kind: 'time-invalid',
      at: '/createdAt',
      text: 'The text is not a time of the calendar: no time is carried.',
    });
  } else if (time.doubt !== 'none') {
    draft.doubt({
      kind: `time-${time.doubt}`,
      at: '/createdAt',
      fhirPath: 'DiagnosticReport.effective',
      text: TIME_DOUBTS[time.doubt],
    });
  }
  return time;
}

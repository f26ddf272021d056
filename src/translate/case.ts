import type { CodeableConcept, Observation } from 'fhir/r4.js';
import { readDateTime, type DateTime } from '../fhir/date-time.js';
import { bodySiteConcept } from './body-site.js';
import { encounterOf, ordersOf, subjectOf } from './case-references.js';
import type { Draft } from './draft.js';

/** What every resource about this case repeats: whose it is, where on the body, and when. */
export interface Case {
  /** Present on DiagnosticReport, Observation, Media and QuestionnaireResponse alike. */
  readonly about: Pick<Observation, 'subject' | 'encounter' | 'basedOn'>;
  /** Observation and DiagnosticReport; the time of the report, since the time of the photograph is not told. */
  readonly when: Pick<Observation, 'effectiveDateTime' | 'issued'>;
  readonly time: DateTime | null;
  readonly bodySite: { readonly bodySite?: CodeableConcept };
}

/** Reads the case from report and context. */
export function readCase(draft: Draft): Case {
  const subject = subjectOf(draft);
  const encounter = encounterOf(draft);
  const basedOn = ordersOf(draft);
  const time = createdAt(draft);
  const bodySite = bodySiteConcept(draft);
  const about: Case['about'] = {};
  if (subject !== null) about.subject = subject;
  if (encounter !== null) about.encounter = encounter;
  if (basedOn.length > 0) about.basedOn = basedOn;
  const when: Case['when'] = {};
  if (time !== null) when.effectiveDateTime = time.dateTime;
  if (time?.instant != null) when.issued = time.instant;
  return { about, when, time, bodySite: bodySite === null ? {} : { bodySite } };
}

/*
 * Written one by one, not spread into a literal: V8 copies members into a literal many times slower, and it is done for
 * every resource.
 */

/** Writes whose the resource is: on DiagnosticReport, Observation, Media and QuestionnaireResponse alike. */
export function writeAbout(resource: Case['about'], { about }: Case): void {
  if (about.subject !== undefined) resource.subject = about.subject;
  if (about.encounter !== undefined) resource.encounter = about.encounter;
  if (about.basedOn !== undefined) resource.basedOn = about.basedOn;
}

/** Writes the time of the report: on DiagnosticReport and Observation. */
export function writeWhen(resource: Case['when'], { when }: Case): void {
  if (when.effectiveDateTime !== undefined) resource.effectiveDateTime = when.effectiveDateTime;
  if (when.issued !== undefined) resource.issued = when.issued;
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

import type { CodeableConcept, Coding } from 'fhir/r4.js';
import { codeableConcept } from '../fhir/codeable-concept.js';
import type { Band } from '../raw/report.js';
import { asReceived } from './as-received.js';
import type { Draft } from './draft.js';
import { shortened } from './shortened.js';

type Grade = Band['coding'][number];

/**
 * Grades of severity, 0 to 3, as local codes: HL7's L, N and H grade numbers, not illness. Another code is nobody's and
 * stays text, and so does a label that is not the code's own (a display must be, for a receiver to trust the code).
 *
 * @param at pointer to the array of grades, or to the only one.
 * @returns null when the vendor says nothing.
 */
export function severityConcept(draft: Draft, grades: readonly Grade[], at: string): CodeableConcept | null {
  return conceptOf(draft, published(draft, grades, at), at);
}

function conceptOf(draft: Draft, grades: readonly Grade[], at: string): CodeableConcept | null {
  const coding: Coding[] = [];
  const words: string[] = [];
  for (const { code, display } of grades) {
    const known = code === null ? null : draft.context.terminology.severity(code);
    if (known !== null) coding.push(known);
    else if (code !== null) words.push(unknownGrade(draft, code, at));
    if (display !== null && display !== known?.display) words.push(display);
  }
  if (coding.length === 0 && words.length === 0) return null;
  return codeableConcept(coding, words.length === 0 ? null : words.map((word) => shortened(word)).join(', '));
}

/** The grades of a band, with the vendor's own list of them, as JSON text, where codings and words cannot tell it. */
export function bandGrades(draft: Draft, grades: readonly Grade[], at: string): CodeableConcept | null {
  const received = published(draft, grades, at);
  const concept = conceptOf(draft, received, at);
  if (concept === null) return null;
  const isTold = received.every(
    ({ code, display }) => code !== null && draft.context.terminology.severity(code)?.display === display,
  );
  return isTold ? concept : { ...concept, extension: [asReceived(JSON.stringify(received))] };
}

function published(draft: Draft, grades: readonly Grade[], at: string): Grade[] {
  return grades.map(({ code, display }) => ({
    code: draft.code(code, at),
    display: draft.text(display, at),
  }));
}

function unknownGrade(draft: Draft, value: string, at: string): string {
  draft.doubt({
    kind: 'severity-unknown',
    at,
    text: 'The grade is none of 0, 1, 2 and 3: it is carried as text.',
  });
  return value;
}

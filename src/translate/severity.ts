import type { CodeableConcept, Coding } from 'fhir/r4.js';
import { codeableConcept } from '../fhir/codeable-concept.js';
import type { Band } from '../raw/report.js';
import type { Draft } from './draft.js';
import { shortened } from './shortened.js';

/**
 * Grades of severity, 0 to 3, as local codes: HL7's L, N and H grade numbers, not illness. Another code is nobody's and
 * stays text, and so does a label that is not the code's own (a display must be, for a receiver to trust the code).
 *
 * @param at pointer to the array of grades, or to the only one.
 * @returns null when the vendor says nothing.
 */
export function severityConcept(draft: Draft, grades: Band['coding'], at: string): CodeableConcept | null {
  const coding: Coding[] = [];
  const words: string[] = [];
  for (const { code, display } of grades) {
    const value = draft.code(code, at);
    const label = draft.text(display, at);
    const known = value === null ? null : draft.context.terminology.severity(value);
    if (known !== null) coding.push(known);
    else if (value !== null) words.push(unknownGrade(draft, value, at));
    if (label !== null && label !== known?.display) words.push(label);
  }
  if (coding.length === 0 && words.length === 0) return null;
  return codeableConcept(coding, words.length === 0 ? null : words.map((word) => shortened(word)).join(', '));
}

function unknownGrade(draft: Draft, value: string, at: string): string {
  draft.doubt({
    kind: 'severity-unknown',
    at,
    text: 'The grade is none of 0, 1, 2 and 3: it is carried as text.',
  });
  return value;
}

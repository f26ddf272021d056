import type { FieldRule } from './field.js';
import type { Notes } from './notes.js';

/**
 * What no FHIR string may hold: control characters other than tab, line feed and carriage return
 * (https://hl7.org/fhir/R4/datatypes.html#string), and what has no UTF-8 or XML form: lone surrogates, U+FFFE, U+FFFF.
 */
// eslint-disable-next-line no-control-regex
const UNFIT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/gu;

/** Stands for what could not be kept (Unicode, section 5.22). */
const REPLACEMENT = '\uFFFD';

/**
 * Reads a text, fit to become a FHIR string.
 *
 * @returns null when blank; anything but a text unchanged, for the schema to refuse.
 */
export function readText(value: unknown, rule: FieldRule, notes: Notes): unknown {
  if (typeof value === 'number' && rule.maybeInteger === true) return String(value);
  if (typeof value !== 'string') return value;
  if (value.trim() === '') {
    if (rule.given === true) notes.add('warning', 'missing-field', 'The documented text is blank.');
    return null;
  }
  if (value.search(UNFIT) === -1) return value;
  notes.add('warning', 'character-replaced', 'Characters that FHIR does not allow were replaced by U+FFFD.');
  return value.replace(UNFIT, REPLACEMENT);
}

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
 * @returns null when blank; a number, true or false as its JSON text, or null where that text could not be meant; an
 *   object or a list unchanged, for the schema to refuse.
 */
export function readText(value: unknown, rule: FieldRule, notes: Notes): unknown {
  if (typeof value === 'number' && rule.maybeInteger === true) return String(value);
  if (typeof value === 'number' || typeof value === 'boolean') return fromScalar(value, rule, notes);
  if (typeof value !== 'string') return value;
  if (value.trim() === '') {
    if (rule.given === true) notes.add('warning', 'missing-field', 'The documented text is blank.');
    return null;
  }
  if (value.search(UNFIT) === -1) return value;
  notes.add('warning', 'character-replaced', 'Characters that FHIR does not allow were replaced by U+FFFD.');
  return value.replace(UNFIT, REPLACEMENT);
}

/** One odd value must not cost the whole report. */
function fromScalar(
  value: number | boolean,
  { isIdentifier, isLink }: FieldRule,
  notes: Notes,
): string | null {
  // Digits of a larger number may be others than those that were sent, and name somebody else.
  if (isLink === true || (isIdentifier === true && !Number.isSafeInteger(value))) {
    notes.add(
      'warning',
      'unusable-value',
      'The value cannot be what the field is documented as: it is not carried.',
    );
    return null;
  }
  notes.add(
    'information',
    'not-a-text',
    'A number, true or false in place of a text is read as its JSON text.',
  );
  return String(value);
}

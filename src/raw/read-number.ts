import type { FieldRule } from './field.js';
import type { Notes } from './notes.js';
import { noteRounded } from './rounded-numbers.js';
import { isRounded } from './rounding.js';

/** A JSON number (RFC 8259, section 6), with a plus sign or leading zeros at most. Decimal commas are not guessed at. */
const NUMERIC = /^[+-]?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,4})?$/;

/** How programs and people write that there is no number. Words that may mean zero or a grade are not among them. */
const NO_VALUE = /^(?:n\.?\/?a\.?|nan|null|undefined|unknown|[-–—?]+)$/i;

/**
 * Reads a number, or a text that is one, and flags it when it is not in the documented range.
 *
 * @returns the number as it is, never clamped or rescaled; null for a text that is blank or says that there is none;
 *   anything else unchanged, for the schema to refuse: what may be a number in another notation is not taken for none.
 */
export function readNumber(value: unknown, rule: FieldRule, notes: Notes): unknown {
  const number = typeof value === 'string' ? fromText(value, notes) : value;
  if (typeof number === 'number') checkRange(number, rule, notes);
  return number;
}

function fromText(text: string, notes: Notes): unknown {
  const trimmed = text.trim();
  if (trimmed === '') {
    notes.add('information', 'blank-number', 'A blank text in place of a number is read as null.');
    return null;
  }
  if (NO_VALUE.test(trimmed)) {
    notes.add('warning', 'no-value-word', 'A text for "no value" in place of a number is read as null.');
    return null;
  }
  if (!NUMERIC.test(trimmed)) return text;
  notes.add('information', 'numeric-string', 'The number came as a text.');
  const number = Number(trimmed);
  if (isRounded(trimmed.replace(/^\+/, ''), number)) noteRounded(number, notes);
  return number;
}

function checkRange(number: number, { min, max, maybeFraction }: FieldRule, notes: Notes): void {
  if (min !== undefined && number < min)
    notes.add('warning', 'out-of-range', `Less than the documented ${min}: kept as it is.`);
  if (max !== undefined && number > max)
    notes.add('warning', 'out-of-range', `More than the documented ${max}: kept as it is.`);
  if (maybeFraction === true && number > 0 && number <= 1) {
    notes.add('warning', 'maybe-fraction', 'Read as a percentage, but it may be a share from 0 to 1.');
  }
}

import { badValue } from './bad-value.js';
import { dateRange } from './date-range.js';
import { splitEscaped, unescaped } from './escaped.js';
import { fold, indexKey } from './fold.js';
import { numberRange } from './number-range.js';
import { readPrefix } from './prefixed.js';
import type { RangeTest, TextTest, TokenTest } from './search-query.js';

const MAX_TEXT_LENGTH = 1000;

/** `code`, `system|code`, `|code` or `system|` (https://hl7.org/fhir/R4/search.html#token). */
export function readToken(name: string, piece: string): TokenTest {
  const parts = splitEscaped(piece, '|').map(unescaped);
  const [first = '', second, third] = parts;
  if (third !== undefined) throw badValue(name, 'must be code, system|code, |code or system|');
  if (second === undefined) return { kind: 'token', system: 'any', code: indexKey(first) };
  if (first === '' && second === '') throw badValue(name, 'must have a system or a code');
  const code = second === '' ? null : indexKey(second);
  return { kind: 'token', system: first === '' ? 'none' : [first], code };
}

/** The words beside a code, or a string: the beginning or, with `:contains`, any part of it. */
export function readText(name: string, piece: string, match: TextTest['match']): TextTest {
  const text = fold(unescaped(piece));
  if (text === '') throw badValue(name, 'must have a letter or a digit');
  // Folding can make a few letters many (U+FDFA becomes eighteen), and the length of a pattern has a limit.
  if (text.length > MAX_TEXT_LENGTH) throw badValue(name, `may have ${MAX_TEXT_LENGTH} letters at most`);
  return { kind: 'text', match, text };
}

/** A text that must be the same, letter by letter. */
export function readExact(piece: string): TokenTest {
  return { kind: 'token', system: 'any', code: indexKey(unescaped(piece)) };
}

/**
 * A date of any precision, with a prefix (https://hl7.org/fhir/R4/search.html#date).
 *
 * @param nowMs `ap` is as far to each side as a tenth of the distance from now.
 */
export function readDate(name: string, piece: string, nowMs: number): RangeTest {
  const { prefix, rest } = readPrefix(unescaped(piece));
  const range = dateRange(rest);
  if (range === null) {
    const rule = 'must be a date such as 2026-02, 2026-02-13 or 2026-02-13T14:58:27Z; + is %2B in a URL';
    throw badValue(name, `${rule}, with a prefix or without`);
  }
  const slack = prefix === 'ap' ? Math.round(Math.abs(nowMs - range.low) / 10) : 0;
  return { kind: 'range', prefix, low: range.low - slack, high: range.high + slack, unit: null };
}

/**
 * A number, with a prefix, and its unit: `5.4`, `gt5.4|http://unitsofmeasure.org|mg`, `5.4||mg`
 * (https://hl7.org/fhir/R4/search.html#quantity).
 */
export function readQuantity(name: string, piece: string): RangeTest {
  const [number = '', system = '', code = '', more] = splitEscaped(piece, '|').map(unescaped);
  const { prefix, rest } = readPrefix(number);
  const range = numberRange(rest);
  if (range === null || more !== undefined || (system !== '' && code === '')) {
    throw badValue(name, 'must be number, number|system|code or number||unit, with a prefix or without');
  }
  const unit = code === '' ? null : { system: system === '' ? null : system, code, name: fold(code) };
  return { kind: 'range', prefix, ...ends(prefix, range), unit };
}

/** Only with `eq` and `ne` the precision counts; `ap` is ten per cent to each side. */
function ends(
  prefix: RangeTest['prefix'],
  { value, low, high }: { value: number; low: number; high: number },
): { low: number; high: number } {
  const slack = Math.abs(value) / 10;
  if (prefix === 'ap') return { low: value - slack, high: value + slack };
  return prefix === 'eq' || prefix === 'ne' ? { low, high } : { low: value, high: value };
}

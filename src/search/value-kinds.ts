import { isObject, type JsonObject } from '../fhir/check/json-object.js';
import { dateRange, EARLIEST, LATEST } from './date-range.js';
import { fold, indexKey } from './fold.js';
import { referenceTarget, typeOfTarget } from './reference-target.js';
import type { IndexValue, SearchParameterType } from './search-parameter.js';
import { textIn } from './values-at.js';

/** A value without the field that it stands in. */
export type Value = Omit<IndexValue, 'field'>;

const NOTHING: Value = { system: null, code: null, text: null, low: null, high: null };

/** A value of nothing but a code. */
const coded = (code: string): Value => ({ ...NOTHING, code: indexKey(code) });

const folded = (text: string | null): string | null => (text === null ? null : fold(text));

/** What each type of parameter keeps of an element; nothing of what it cannot compare. */
export const valuesOf: Readonly<
  Record<Exclude<SearchParameterType, 'composite'>, (element: unknown) => readonly Value[]>
> = {
  token: (element) => (isObject(element) ? tokens(element) : [coded(String(element))]),
  date: (element) => (isObject(element) ? period(element) : moment(String(element))),
  string: (element) => [{ ...coded(String(element)), text: fold(String(element)) }],
  uri: (element) => [coded(String(element))],
  quantity: (element) => (isObject(element) ? measure(element) : []),
  reference: (element) => [isObject(element) ? literal(element) : target(String(element))],
};

/** Of a CodeableConcept its codings, and its text unless that is in them; a Coding; an Identifier. */
function tokens(element: JsonObject): Value[] {
  const { coding } = element;
  if (!Array.isArray(coding) && !('text' in element)) return [token(element)];
  const codings = (Array.isArray(coding) ? coding : []).filter(isObject).map(token);
  const text = folded(textIn(element, 'text'));
  if (codings.length > 0 && (text === null || codings.some((one) => one.text === text))) return codings;
  return [...codings, { ...NOTHING, text }];
}

/** A Coding has `code` and `display`; an Identifier has `value`, and words in the text of its type. */
function token(element: JsonObject): Value {
  const code = textIn(element, 'code') ?? textIn(element, 'value');
  const { type } = element;
  const words = textIn(element, 'display') ?? (isObject(type) ? textIn(type, 'text') : null);
  return {
    ...NOTHING,
    system: textIn(element, 'system'),
    code: code === null ? null : indexKey(code),
    text: folded(words),
  };
}

function moment(text: string): Value[] {
  const range = dateRange(text);
  return range === null ? [] : [{ ...NOTHING, ...range }];
}

/** A Period without an end goes on for ever. */
function period(element: JsonObject): Value[] {
  const [start, end] = [textIn(element, 'start'), textIn(element, 'end')];
  const low = start === null ? EARLIEST : dateRange(start)?.low;
  const high = end === null ? LATEST : dateRange(end)?.high;
  return low === undefined || high === undefined ? [] : [{ ...NOTHING, low, high }];
}

/** `< 5` is everything below 5. */
function measure(element: JsonObject): Value[] {
  const { value, comparator } = element;
  if (typeof value !== 'number') return [];
  const isBelow = comparator === '<' || comparator === '<=';
  const isAbove = comparator === '>' || comparator === '>=';
  return [
    {
      system: textIn(element, 'system'),
      code: textIn(element, 'code'),
      text: folded(textIn(element, 'unit')),
      low: isBelow ? -Number.MAX_VALUE : value,
      high: isAbove ? Number.MAX_VALUE : value,
    },
  ];
}

/** A Reference; what is only an identifier or a display leads nowhere, and yet it is there. */
function literal(element: JsonObject): Value {
  const reference = textIn(element, 'reference');
  return reference === null ? NOTHING : target(reference);
}

function target(reference: string): Value {
  const { system, code } = referenceTarget(reference);
  return { ...NOTHING, system, code: indexKey(code) };
}

/** The identifier of a logical reference (https://hl7.org/fhir/R4/references.html#logical). */
export function identifierIn(element: unknown): readonly Value[] {
  return isObject(element) && isObject(element['identifier']) ? [token(element['identifier'])] : [];
}

/** Type of what a Reference leads to, as far as it says so. */
export function targetTypeOf(element: unknown): string | null {
  if (!isObject(element)) return null;
  const { system } = literal(element);
  return textIn(element, 'type') ?? (system === null ? null : typeOfTarget(system));
}

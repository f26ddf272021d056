import type { FhirResource, Quantity, SearchParameter } from 'fhir/r4.js';
import { elementsOf, escape } from './search-values.js';
import type { Trial } from './trial.js';

/** Both ends belong to it; times in ms since the epoch. */
interface Span {
  readonly low: number;
  readonly high: number;
}

/** A stored value or one to search for: how it is written, and in what unit, e.g. `|http://unitsofmeasure.org|%`. */
interface Value extends Span {
  readonly text: string;
  readonly unit: string;
}

type Compare = (target: Span, sought: Span) => boolean;

const within: Compare = (target, sought) => target.low >= sought.low && target.high <= sought.high;
const reachesAbove: Compare = (target, sought) => target.high > sought.high;
const reachesBelow: Compare = (target, sought) => target.low < sought.low;

/** https://hl7.org/fhir/R4/search.html#prefix, the column of ranges. */
const PREFIXES = {
  eq: within,
  ne: (...both) => !within(...both),
  gt: reachesAbove,
  lt: reachesBelow,
  ge: (...both) => reachesAbove(...both) || within(...both),
  le: (...both) => reachesBelow(...both) || within(...both),
  sa: (target, sought) => target.low > sought.high,
  eb: (target, sought) => target.high < sought.low,
  ap: (target, sought) => target.low <= sought.high && target.high >= sought.low,
} satisfies Record<string, Compare>;
type Prefix = keyof typeof PREFIXES;

/** Those that can be told from having none. */
export const TELLING_PREFIXES = ['ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;

/** Searches by a date or quantity: in the middle of what is stored, in another precision, and beyond it. */
export function rangeTrials(
  parameter: SearchParameter,
  resources: readonly FhirResource[],
  prefix: Prefix,
): Trial[] {
  const stored = resources.flatMap((one) => valuesOf(parameter, one));
  const [unit = ''] = stored.map((one) => one.unit);
  const values = stored.filter((one) => one.unit === unit).sort((a, b) => a.low - b.low);
  const middle = values[Math.floor(values.length / 2)];
  if (middle === undefined) return [];
  const texts = parameter.type === 'date' ? dates(middle, prefix) : numbers(values, middle, prefix);
  const findsBy = (one: Prefix, text: string) => (resource: FhirResource) =>
    valuesOf(parameter, resource).some(
      (target) =>
        target.unit === unit && PREFIXES[one](target, soughtBy(one, text, parameter.type === 'date')),
    );
  return texts.map((text) => ({
    modifier: '',
    value: `${prefix}${text}${unit}`,
    finds: findsBy(prefix, text),
    findsWithout: findsBy('eq', text),
  }));
}

function valuesOf(parameter: SearchParameter, resource: FhirResource): Value[] {
  return elementsOf(parameter, resource).map((element) => {
    if (typeof element === 'string') return { ...spanOfDate(element), text: element, unit: '' };
    const { value = NaN, system = '', code = '' } = element as Quantity;
    return { low: value, high: value, text: String(value), unit: `|${escape(system)}|${escape(code)}` };
  });
}

function spanOfDate(text: string): Span {
  const low = Date.parse(text);
  const start = new Date(low);
  if (text.length === 4) return { low, high: Date.UTC(start.getUTCFullYear() + 1, 0) - 1 };
  if (text.length === 10) return { low, high: low + 86_399_999 };
  return { low, high: text.includes('.') ? low : low + 999 };
}

/** With `ap`, a tenth of the number, or of the time from now, to each side; the precision of numbers counts with `eq` and `ne`. */
function soughtBy(prefix: Prefix, text: string, isDate: boolean): Span {
  const { low, high } = isDate ? spanOfDate(text) : { low: Number(text), high: Number(text) };
  const widen = (by: number) => ({ low: low - by, high: high + by });
  if (prefix === 'ap') return widen(Math.abs(isDate ? Date.now() - low : low) / 10);
  if (isDate || !['eq', 'ne'].includes(prefix)) return { low, high };
  return widen(0.5 / 10 ** (text.split('.')[1] ?? '').length);
}

function dates({ text, low }: Value, prefix: Prefix): string[] {
  const age = Date.now() - low;
  // What was stored just now is within a tenth of its age for too short a time to be tried.
  if (prefix === 'ap') return Math.abs(age) < 600_000 ? [] : [new Date(low - age / 20).toISOString()];
  const beyond = { ne: '2000', gt: '2000', ge: '2000', sa: '2000', lt: '2100', le: '2100', eb: '2100' };
  const others = text.length === 10 ? [text, `${text}T12:00:00Z`] : [text.slice(0, 10)];
  return [...others, ...Object.entries(beyond).flatMap(([one, year]) => (one === prefix ? [year] : []))];
}

function numbers(values: readonly Value[], { text, low }: Value, prefix: Prefix): string[] {
  if (prefix === 'ap') return [String(low * 1.05)];
  const beyond = [Math.floor(values[0]!.low) - 1, Math.ceil(values.at(-1)!.low) + 1];
  return [text, ...[Math.round(low), ...beyond].map(String)];
}

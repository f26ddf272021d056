import { OutcomeError } from '../fhir/outcome.js';
import { badValue } from './bad-value.js';
import { CURSOR } from './cursor.js';
import { splitEscaped } from './escaped.js';
import { searchParametersOf } from './parameters.js';
import type { Criterion } from './read-criterion.js';
import type { SearchOptions } from './search-options.js';
import type { SearchParameter } from './search-parameter.js';

/** A parameter as it stood in the URL or the form, decoded: name with modifier, value. */
export type NameAndValue = readonly [name: string, value: string];

const MAX_PARAMETERS = 100;
const MAX_VALUE_LENGTH = 4096;
/** Of all parameters together: each value becomes a part of the statement that the store runs. */
const MAX_VALUES = 200;

/** Parameters that shape the answer. Those of negotiation are read elsewhere. */
const single = ['_sort', '_count', '_summary', '_elements', '_total', CURSOR] as const;
const repeatable = ['_include', '_revinclude'] as const;
const negotiated = ['_format', '_pretty'];

/** The parameters of a search, sorted out. */
export interface GivenParameters {
  readonly criteria: readonly (Criterion & { readonly value: string })[];
  /** The value of a parameter that may stand once; undefined when it is missing. @throws OutcomeError 400. */
  readonly single: (name: (typeof single)[number]) => string | undefined;
  readonly repeated: (name: (typeof repeatable)[number]) => readonly string[];
  readonly used: readonly NameAndValue[];
  /** How many are unknown. */
  readonly ignored: number;
}

/**
 * Sorts out the parameters of a search. Those without a value are as if they were not there (R4 §3.1.1.4).
 *
 * @param own what the type is searched by, where it is not the index of the store that is searched.
 * @throws OutcomeError 400: there are too many, one is too long, chained, or, when strict, unknown.
 */
export function sortOut(
  type: string,
  parameters: readonly NameAndValue[],
  { isStrict }: Pick<SearchOptions, 'isStrict'>,
  own: readonly SearchParameter[] = searchParametersOf(type),
): GivenParameters {
  const given = parameters.filter(([, value]) => value.replaceAll(',', '') !== '');
  refuseTooMuch(given);
  const criteria = given.flatMap(([name, value]) => criterionOf(type, own, name, value));
  const used = given.filter(([name]) => isControl(name) || criterionOf(type, own, name, '').length > 0);
  const ignored = given.length - used.length;
  if (ignored > 0 && isStrict) throw unknownParameter(own);
  return {
    criteria,
    single: (name) => {
      const [first, second] = given.filter(([one]) => one === name);
      if (second !== undefined) throw badValue(name, 'may be given once only');
      return first?.[1];
    },
    repeated: (name) => given.filter(([one]) => one === name).map(([, value]) => value),
    used,
    ignored,
  };
}

/** A search is small; what is not is a mistake or an attack. PostgreSQL has no texts with NUL in them. */
function refuseTooMuch(given: readonly NameAndValue[]): void {
  if (given.length > MAX_PARAMETERS) {
    throw new OutcomeError('bad-parameter', `A search may have ${MAX_PARAMETERS} parameters at most.`);
  }
  if (given.flatMap(([, value]) => splitEscaped(value, ',')).length > MAX_VALUES) {
    throw new OutcomeError('bad-parameter', `A search may have ${MAX_VALUES} values at most.`);
  }
  if (given.some(([, value]) => value.length > MAX_VALUE_LENGTH || value.includes('\0'))) {
    const text = `The value of a search parameter may have ${MAX_VALUE_LENGTH} characters at most, and none may be NUL.`;
    throw new OutcomeError('bad-parameter', text);
  }
}

function isControl(name: string): boolean {
  return [...single, ...repeatable, ...negotiated].includes(name);
}

function criterionOf(
  type: string,
  own: readonly SearchParameter[],
  name: string,
  value: string,
): GivenParameters['criteria'] {
  if (isControl(name)) return [];
  const [, base = '', separator, rest = ''] = /^([^:.]*)([:.])?([^]*)$/.exec(name) ?? [];
  // _include:iterate is no other parameter: to ignore it would be to answer something else.
  if (isControl(base)) throw badValue(base, 'has no modifiers here');
  const parameter = own.find((one) => one.name === base);
  if (parameter === undefined) return [];
  if (separator === '.' || rest.includes('.')) throw chained(parameter.name);
  return [{ type, parameter, modifier: separator === undefined ? null : rest, value }];
}

function chained(name: string): OutcomeError {
  const text = `Chained parameters are not supported. The form that works is ${name}:identifier=system|value.`;
  return new OutcomeError('unsupported-parameter', text);
}

function unknownParameter(own: readonly SearchParameter[]): OutcomeError {
  const names = [...own.map(({ name }) => name), ...single, ...repeatable, ...negotiated].filter(
    (name) => name !== CURSOR,
  );
  const text = `With handling=strict only these parameters are allowed: ${names.join(', ')}.`;
  return new OutcomeError('unsupported-parameter', text);
}

import { isResourceType } from '../fhir/check/definitions.js';
import { OutcomeError } from '../fhir/outcome.js';
import { badValue } from './bad-value.js';
import { splitEscaped } from './escaped.js';
import { fieldsOf, presenceFieldsOf, searchParameter } from './parameters.js';
import { readReference } from './read-reference.js';
import { readDate, readExact, readQuantity, readText, readToken } from './read-value.js';
import type { SearchOptions } from './search-options.js';
import { identifierFieldOf, type SearchParameter } from './search-parameter.js';
import type { Condition, TokenTest, ValueTest } from './search-query.js';

/** A parameter of a search, with what stands behind the colon. */
export interface Criterion {
  readonly type: string;
  readonly parameter: SearchParameter;
  readonly modifier: string | null;
}

/**
 * What a value of a parameter asks for: commas part alternatives.
 *
 * @throws OutcomeError 400.
 */
export function readCriterion(criterion: Criterion, value: string, options: SearchOptions): Condition {
  const { type, parameter, modifier } = criterion;
  if (!allows(parameter, modifier)) throw unsupportedModifier(parameter);
  if (modifier === 'missing') return presence(type, parameter, value);
  const pieces = splitEscaped(value, ',').filter((piece) => piece !== '');
  const any = readAlternatives(criterion, pieces, options);
  return modifier === 'not' ? { op: 'not', of: any } : any;
}

function allows({ modifiers, type }: SearchParameter, modifier: string | null): boolean {
  if (modifier === null || modifiers.some((one) => one === modifier)) return true;
  return type === 'reference' && modifiers.includes('identifier') && isResourceType(modifier);
}

function unsupportedModifier({ name, modifiers }: SearchParameter): OutcomeError {
  const list = modifiers.map((one) => `:${one}`).join(', ');
  const text =
    modifiers.length === 0
      ? `Search parameter ${name} has no modifiers here.`
      : `Search parameter ${name} has only these modifiers here: ${list}.`;
  return new OutcomeError('unsupported-parameter', text);
}

function presence(type: string, parameter: SearchParameter, value: string): Condition {
  if (value !== 'true' && value !== 'false')
    throw badValue(`${parameter.name}:missing`, 'must be true or false');
  const isAlwaysThere = parameter.name === '_id' || parameter.name === '_lastUpdated';
  const present: Condition = isAlwaysThere
    ? { op: 'and', of: [] }
    : { op: 'present', fields: presenceFieldsOf(type, parameter) };
  return value === 'true' ? { op: 'not', of: present } : present;
}

function readAlternatives(
  criterion: Criterion,
  pieces: readonly string[],
  options: SearchOptions,
): Condition {
  const { type, parameter } = criterion;
  if (parameter.type === 'composite') {
    return { op: 'or', of: pieces.map((piece) => readComposite(type, parameter, piece, options)) };
  }
  return conditionOf(
    criterion,
    pieces.map((piece) => readTest(criterion, piece, options)),
  );
}

function conditionOf({ type, parameter, modifier }: Criterion, tests: readonly ValueTest[]): Condition {
  if (parameter.name === '_lastUpdated') {
    return { op: 'updated', tests: tests.filter((test) => test.kind === 'range') };
  }
  if (parameter.name === '_id') return { op: 'id', ids: tests.map(idIn) };
  const fields =
    modifier === 'identifier' ? [identifierFieldOf(type, parameter.name)] : fieldsOf(type, parameter);
  return { op: 'value', fields, tests, isNarrow: tests.every((test) => isNarrow(parameter, test)) };
}

/** An id has no system. */
function idIn(test: ValueTest): string {
  const isId = test.kind === 'token' && (test.system === 'any' || test.system === 'none');
  if (!isId || test.code === null) throw badValue('_id', 'must be an id');
  return test.code;
}

/** A day, an identifier, a URL or a place to refer to belongs to few resources; a status or a system to many. */
function isNarrow({ isSelective }: SearchParameter, test: ValueTest): boolean {
  if (test.kind === 'range') return test.prefix === 'eq' || test.prefix === 'ap';
  return isSelective && test.kind === 'token' && test.code !== null;
}

function readTest({ parameter, modifier }: Criterion, piece: string, options: SearchOptions): ValueTest {
  const { name } = parameter;
  switch (parameter.type) {
    case 'token':
      if (modifier === 'text') return readText(name, piece, 'starts');
      return withoutImplied(readToken(name, piece), parameter);
    case 'string':
      if (modifier === 'exact') return readExact(piece);
      return readText(name, piece, modifier === 'contains' ? 'contains' : 'starts');
    case 'date':
      return readDate(name, piece, options.nowMs);
    case 'quantity':
      return readQuantity(name, piece);
    case 'reference': {
      if (modifier === 'identifier') return readToken(name, piece);
      const types = modifier === null ? parameter.targets : [modifier];
      return readReference(name, piece, types, { isTyped: modifier !== null, baseUrl: options.baseUrl });
    }
    default:
      return readExact(piece);
  }
}

/** The index keeps a code alone without the system that it implies. */
function withoutImplied(test: TokenTest, { impliedSystem }: SearchParameter): TokenTest {
  const isImplied = Array.isArray(test.system) && test.system[0] === impliedSystem;
  return isImplied ? { ...test, system: 'none' } : test;
}

/** `code$value`: both must hold for one element. The composites here are of elements that a resource has once. */
function readComposite(
  type: string,
  { name, components }: SearchParameter,
  piece: string,
  options: SearchOptions,
): Condition {
  const parts = splitEscaped(piece, '$');
  if (parts.length !== components.length || parts.includes('')) {
    throw badValue(name, `must be ${components.join('$')}`);
  }
  const of = components.map((component, index) => {
    const parameter = searchParameter(type, component);
    if (parameter === undefined) throw new TypeError(`${name} is made of an unknown parameter`);
    return readAlternatives({ type, parameter, modifier: null }, [parts[index] ?? ''], options);
  });
  return { op: 'and', of };
}

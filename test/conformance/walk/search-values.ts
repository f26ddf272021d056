import type { FhirResource, Identifier, Quantity, Reference, SearchParameter } from 'fhir/r4.js';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { impliedSystem } from './implied-system.js';
import { r4SearchParameter } from './r4-search-parameters.js';

/** A search that must find the resource it was taken from, e.g. `encounter` `:identifier` `system|visit`. */
export interface SearchValue {
  readonly modifier: '' | ':identifier';
  readonly value: string;
}

/** A coded value, whichever of FHIR's datatypes holds it. */
export interface Coded extends Identifier {
  readonly code?: string;
  readonly coding?: readonly Coded[];
}

/**
 * The values by which a search parameter finds a resource, found by evaluating R4's own expression of it with fhirpath.js.
 *
 * @param type of the resource.
 */
export function searchValues(parameter: SearchParameter, resource: FhirResource): SearchValue[] {
  if (parameter.type === 'composite') return compositeValues(parameter, resource);
  const values = elementsOf(parameter, resource).flatMap((element) => valuesOf(parameter, element));
  return withSystem(parameter, resource.resourceType, values);
}

/** Whether a resource has what a search parameter is about, even if nothing can find it by that, such as a concept without code. */
export function isPresent(parameter: SearchParameter, resource: FhirResource): boolean {
  if (parameter.type === 'composite') return searchValues(parameter, resource).length > 0;
  return elementsOf(parameter, resource).length > 0;
}

/** Evaluating takes long, and the same is asked for many times. */
const known = new WeakMap<FhirResource, Map<SearchParameter, unknown[]>>();

/** What a search parameter, not a composite, is about in a resource: R4's own expression of it, evaluated. */
export function elementsOf(parameter: SearchParameter, resource: FhirResource): unknown[] {
  const ofResource = known.get(resource) ?? new Map<SearchParameter, unknown[]>();
  known.set(resource, ofResource);
  const found =
    ofResource.get(parameter) ?? elements(expressionFor(parameter, resource.resourceType), resource);
  ofResource.set(parameter, found);
  return found;
}

/** A value of the right form that no stored resource has. */
export function otherValue({ type, component = [] }: SearchParameter): string {
  if (type === 'date') return 'lt1900-01-01';
  if (type === 'quantity') return 'gt999999999';
  if (type === 'uri') return 'https://example.org/no-such-thing';
  if (type === 'composite')
    return component.map(({ definition }) => otherValue(r4SearchParameter(definition))).join('$');
  return 'no-such-value';
}

/** `,`, `|`, `$` and `\` mean something in a search (R4 §3.1.1.4.5). */
export function escape(text: string): string {
  return text.replaceAll(/[\\,|$]/g, String.raw`\$&`);
}

/** The part of an expression that is about one type; `resolve()` asks only for the type of what a reference leads to. */
function expressionFor({ expression = '' }: SearchParameter, type: string): string {
  return expression
    .split(' | ')
    .filter((part) => new RegExp(`^\\(?(${type}|Resource)\\.`).test(part))
    .map((part) => part.replace(/^\((.+) as (\w+)\)/, '$1.ofType($2)'))
    .map((part) =>
      part.replace(/\.where\(resolve\(\) is (\w+)\)/, ".where(reference.startsWith('$1/') or type = '$1')"),
    )
    .join(' | ');
}

function elements(expression: string, context: unknown, base?: string): unknown[] {
  if (expression === '') return [];
  const found = fhirpath.evaluate(context, base === undefined ? expression : { base, expression }, {}, r4, {
    async: false,
  }) as unknown[];
  return found;
}

function compositeValues(parameter: SearchParameter, resource: FhirResource): SearchValue[] {
  const contexts = elements(
    expressionFor(parameter, resource.resourceType) || resource.resourceType,
    resource,
  );
  return contexts.flatMap((context) => {
    const parts = (parameter.component ?? []).map(({ definition, expression }) =>
      elements(expression, context, parameter.expression).flatMap((element) =>
        valuesOf(r4SearchParameter(definition), element),
      ),
    );
    const [left, right] = parts;
    return (left ?? []).flatMap((one) =>
      (right ?? []).map((two): SearchValue => ({ modifier: '', value: `${one.value}$${two.value}` })),
    );
  });
}

/** A code alone can be named with the system that it implies, too. */
function withSystem(parameter: SearchParameter, type: string, values: readonly SearchValue[]): SearchValue[] {
  const system = parameter.type === 'token' ? impliedSystem(expressionFor(parameter, type)) : null;
  return values.flatMap((one) =>
    system === null ? [one] : [one, { ...one, value: `${escape(system)}|${one.value}` }],
  );
}

function valuesOf({ type }: SearchParameter, element: unknown): SearchValue[] {
  if (type === 'reference') return referenceValues(element as Reference | string);
  return plainValues(type, element).map((value) => ({ modifier: '', value }));
}

function plainValues(type: SearchParameter['type'], element: unknown): string[] {
  if (type === 'token') return tokenValues(element as Coded | string | boolean);
  if (type === 'quantity') {
    const { value, system = '', code = '' } = element as Quantity;
    return value === undefined ? [] : [`${String(value)}|${system}|${code}`];
  }
  if (typeof element !== 'string') return [];
  return [type === 'uri' ? element : escape(element)];
}

function tokenValues(element: Coded | string | boolean): string[] {
  if (typeof element !== 'object') return [escape(String(element))];
  if (element.coding !== undefined) return element.coding.flatMap(tokenValues);
  const code = element.code ?? element.value;
  if (code === undefined) return [];
  return [element.system === undefined ? escape(code) : `${escape(element.system)}|${escape(code)}`];
}

function referenceValues(element: Reference | string): SearchValue[] {
  if (typeof element === 'string') return [{ modifier: '', value: element }];
  const { reference, identifier } = element;
  return [
    ...(reference === undefined ? [] : [{ modifier: '', value: escape(reference) } as const]),
    ...(identifier === undefined
      ? []
      : tokenValues(identifier).map((value) => ({ modifier: ':identifier', value }) as const)),
  ];
}

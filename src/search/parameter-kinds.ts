import type { Modifier, SearchParameter, SearchParameterType } from './search-parameter.js';

const BASE = 'http://hl7.org/fhir/SearchParameter/';

function parameter(
  type: SearchParameterType,
  modifiers: readonly Modifier[],
  name: string,
  definition: string,
  paths: readonly string[],
): SearchParameter {
  const none = { isSelective: false, alias: [], targets: [], impliedSystem: null, components: [] };
  return { name, type, definition: BASE + definition, modifiers, paths, ...none };
}

type Kind = (name: string, definition: string, ...paths: string[]) => SearchParameter;

/** A parameter whose every value belongs to few resources. */
const selective = (own: SearchParameter): SearchParameter => ({ ...own, isSelective: true });

/** An Identifier. */
export const identifier: Kind = (name, definition, ...paths) =>
  selective(parameter('token', ['missing', 'not', 'text'], name, definition, paths));

/** A token that has words beside its code: CodeableConcept or Coding. */
export const concept: Kind = (name, definition, ...paths) =>
  parameter('token', ['missing', 'not', 'text'], name, definition, paths);

/** A token that is a code, a string or a boolean and nothing more. */
export const code: Kind = (name, definition, ...paths) =>
  parameter('token', ['missing', 'not'], name, definition, paths);

/**
 * A code whose element is bound to one code system, which the code itself does not say
 * (https://hl7.org/fhir/R4/search.html#token, the table of systems).
 *
 * @param system a URI, or its name below `http://hl7.org/fhir/`.
 */
export function boundCode(system: string, ...all: Parameters<Kind>): SearchParameter {
  return { ...code(...all), impliedSystem: new URL(system, 'http://hl7.org/fhir/').href };
}

export const date: Kind = (name, definition, ...paths) =>
  parameter('date', ['missing'], name, definition, paths);

export const string: Kind = (name, definition, ...paths) =>
  parameter('string', ['missing', 'exact', 'contains'], name, definition, paths);

export const quantity: Kind = (name, definition, ...paths) =>
  parameter('quantity', ['missing'], name, definition, paths);

export const uri: Kind = (name, definition, ...paths) =>
  selective(parameter('uri', ['missing'], name, definition, paths));

/** A reference to one of some types of resource. */
export function reference(
  name: string,
  definition: string,
  path: string,
  targets: readonly string[],
): SearchParameter {
  return {
    ...selective(parameter('reference', ['missing', 'identifier'], name, definition, [path])),
    targets,
  };
}

/** A reference to what many resources have in common. */
export function sharedReference(...all: Parameters<typeof reference>): SearchParameter {
  return { ...reference(...all), isSelective: false };
}

/** A canonical URL, which R4 searches like a reference; it has no identifier. */
export function canonical(name: string, definition: string, path: string, target: string): SearchParameter {
  return { ...selective(parameter('reference', ['missing'], name, definition, [path])), targets: [target] };
}

/** A parameter that looks through the values of others. */
export function aliasOf(alias: readonly string[], own: SearchParameter): SearchParameter {
  return { ...own, alias };
}

/** Parameters that must hold for the same element. */
export function composite(name: string, definition: string, components: readonly string[]): SearchParameter {
  return { ...parameter('composite', [], name, definition, []), components };
}

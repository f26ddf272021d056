import { r4Table } from './r4-definitions.generated.js';

/** One element of a type of R4, a choice (`value[x]`) still in one piece. */
export interface ElementShape {
  /** e.g. `status`, `value[x]`. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly isList: boolean;
  /** Whether it belongs to the summary of its type (https://hl7.org/fhir/R4/elementdefinition-definitions.html). */
  readonly isSummary: boolean;
  /** Whether it can change what the rest means. */
  readonly isModifier: boolean;
  readonly types: readonly ElementType[];
}

/** One type that an element may have. */
export interface ElementType {
  /** e.g. `code`, `Reference`, `Observation.component`. */
  readonly name: string;
  /** The codes of a required binding. */
  readonly codes: readonly string[] | null;
  /** The resource types that a reference may point to; null: any. */
  readonly targets: readonly string[] | null;
}

const resourceTypes = new Set(r4Table.resources);
const types = new Map(Object.entries(r4Table.types));

/** Whether R4 has a resource type of this name. */
export function isResourceType(name: string): boolean {
  return resourceTypes.has(name);
}

/** Whether R4 has a complex type of this name: a resource, a data type or a group such as `Observation.component`. */
export function isComplexType(name: string): boolean {
  return types.has(name);
}

/** The elements of a complex type. */
export function elementsOf(typeName: string): readonly ElementShape[] {
  return (types.get(typeName) ?? '').split('|').map(decodeElement);
}

/** Canonical base of what this project publishes. */
export const OWN_BASE = 'https://derm-fhir-gateway.github.io/ig/';

const ownCanonicals = new Set(r4Table.canonicals);
const extensionTypes = new Map<string, ReadonlySet<string>>();

/** Whether this project publishes a resource under this canonical URL; it may end in `|version`. */
export function isOwnCanonical(canonical: string): boolean {
  return ownCanonicals.has(canonical.replace(/\|.*$/, ''));
}

/**
 * The types that an extension's value may have, as in `valueQuantity`; none when it is made of further extensions.
 *
 * @returns undefined when neither R4 nor this project defines the extension.
 */
export function extensionValueTypes(url: string): ReadonlySet<string> | undefined {
  const known = extensionTypes.get(url);
  if (known !== undefined) return known;
  const types = Object.hasOwn(r4Table.extensions, url) ? r4Table.extensions[url] : undefined;
  if (types === undefined) return undefined;
  const names = new Set(types.split(' ').map((type) => type.charAt(0).toUpperCase() + type.slice(1)));
  extensionTypes.set(url, names);
  return names;
}

/** Codes and displays of a small code system that R4 defines completely; undefined for any other. */
export function closedSystem(url: string): ReadonlyMap<string, string> | undefined {
  return closedSystems.get(url);
}

const closedSystems = new Map(
  Object.entries(r4Table.systems).map(([url, concepts]) => [url, new Map(Object.entries(concepts))]),
);

function decodeElement(encoded: string): ElementShape {
  const colon = encoded.indexOf(':');
  const marked = encoded.slice(0, colon);
  return {
    name: marked.replace(/[!*^~]+$/, ''),
    isRequired: marked.includes('!'),
    isList: marked.includes('*'),
    isSummary: marked.includes('^'),
    isModifier: marked.includes('~'),
    types: encoded
      .slice(colon + 1)
      .split(',')
      .map(decodeType),
  };
}

function decodeType(encoded: string): ElementType {
  const [, name = '', mark, number = ''] = /^([\w.]+)(?:([=>])(\d+))?$/.exec(encoded) ?? [];
  return {
    name,
    codes: mark === '=' ? (r4Table.codes[Number(number)]?.split(' ') ?? null) : null,
    targets: mark === '>' ? (r4Table.targets[Number(number)]?.split(' ') ?? null) : null,
  };
}

import type { IdentifiedResource } from '../fhir/bundle.js';
import { searchParametersOf } from './parameters.js';
import { fieldOf, identifierFieldOf, type IndexValue, type SearchParameter } from './search-parameter.js';
import { identifierIn, targetTypeOf, valuesOf, type Value } from './value-kinds.js';
import { valuesAt } from './values-at.js';

/** What a search can find a resource by, besides its id and when it was updated; equal values once. */
export function indexValues(resource: IdentifiedResource): readonly IndexValue[] {
  const values: IndexValue[] = [];
  for (const { paths, kinds } of sourcesOf(resource.resourceType)) {
    const elements = paths.flatMap((path) => elementsAt(resource, path));
    if (elements.length === 0) continue;
    for (const { field, convert } of kinds) values.push(...distinct(field, elements.flatMap(convert)));
  }
  return values;
}

/** Elements of a resource, and what the index keeps of them. */
interface Source {
  readonly paths: readonly Path[];
  readonly kinds: readonly {
    readonly field: string;
    readonly convert: (element: unknown) => readonly Value[];
  }[];
}

/** Names of elements, and the type that a reference must lead to. */
interface Path {
  readonly names: readonly string[];
  readonly target: string | undefined;
}

const known = new Map<string, readonly Source[]>();

/** The sources of a type; worked out once. */
function sourcesOf(type: string): readonly Source[] {
  const found = known.get(type) ?? searchParametersOf(type).map((parameter) => sourceOf(type, parameter));
  known.set(type, found);
  return found;
}

function sourceOf(type: string, parameter: SearchParameter): Source {
  const own =
    parameter.type === 'composite'
      ? []
      : [{ field: fieldOf(type, parameter.name), convert: valuesOf[parameter.type] }];
  const identifiers = parameter.modifiers.includes('identifier')
    ? [{ field: identifierFieldOf(type, parameter.name), convert: identifierIn }]
    : [];
  return { paths: parameter.paths.map(toPath), kinds: [...own, ...identifiers] };
}

/** A path may end in the type that a reference must lead to: `subject:Patient`. */
function toPath(path: string): Path {
  const [names = '', target] = path.split(':');
  return { names: names.split('.'), target };
}

function elementsAt(resource: IdentifiedResource, { names, target }: Path): readonly unknown[] {
  const elements = valuesAt(resource, names);
  return target === undefined ? elements : elements.filter((element) => targetTypeOf(element) === target);
}

function distinct(field: string, values: readonly Value[]): readonly IndexValue[] {
  if (values.length < 2) return values.map((value) => ({ field, ...value }));
  const byKey = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byKey.values()].map((value) => ({ field, ...value }));
}

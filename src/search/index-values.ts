import type { IdentifiedResource } from '../fhir/bundle.js';
import { searchParametersOf } from './parameters.js';
import { fieldOf, identifierFieldOf, type IndexValue, type SearchParameter } from './search-parameter.js';
import { identifierIn, targetTypeOf, valuesOf, type Value } from './value-kinds.js';
import { valuesAt } from './values-at.js';

/** What a search can find a resource by, besides its id and when it was updated; equal values once. */
export function indexValues(resource: IdentifiedResource): readonly IndexValue[] {
  const type = resource.resourceType;
  return searchParametersOf(type).flatMap((parameter) => {
    const elements = parameter.paths.flatMap((path) => elementsAt(resource, path));
    return [
      ...distinct(fieldOf(type, parameter.name), elements.flatMap(converter(parameter))),
      ...(parameter.modifiers.includes('identifier')
        ? distinct(identifierFieldOf(type, parameter.name), elements.flatMap(identifierIn))
        : []),
    ];
  });
}

function converter({ type }: SearchParameter): (element: unknown) => readonly Value[] {
  return type === 'composite' ? () => [] : valuesOf[type];
}

/** A path may end in the type that a reference must lead to: `subject:Patient`. */
function elementsAt(resource: IdentifiedResource, path: string): readonly unknown[] {
  const [names = '', type] = path.split(':');
  const elements = valuesAt(resource, names.split('.'));
  return type === undefined ? elements : elements.filter((element) => targetTypeOf(element) === type);
}

function distinct(field: string, values: readonly Value[]): readonly IndexValue[] {
  const seen = new Set<string>();
  return values.flatMap((value) => {
    const key = JSON.stringify(value);
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ field, ...value }];
  });
}

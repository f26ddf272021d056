import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { isJsonObject } from '../../src/raw/json-value.js';
import type { TranslatedResource } from '../../src/translate/translate.js';
import { readMappings } from '../own-mappings.js';

/** All profiles and extensions, by canonical URL. */
export const definitions: ReadonlyMap<string, StructureDefinition> = new Map(
  readMappings().flatMap((one): [string, StructureDefinition][] =>
    one.resourceType === 'StructureDefinition' ? [[one.url, one]] : [],
  ),
);

/** An element of a profile, or a part of one that the profile does not name. */
export interface Place {
  readonly profile: StructureDefinition;
  /** Id of the element in the profile: `Observation.component:entropy.value[x]`. */
  readonly id: string;
  /** What it was in the resource. */
  readonly value: unknown;
}

/** An element of a resource, under the names that its profile gives to slices. */
export interface Element {
  /** Without indices: `Observation.component:entropy.valueQuantity.value`. */
  readonly name: string;
  /** Id of the resource's profile. */
  readonly profile: string;
  /** From the resource down to the element. */
  readonly places: readonly Place[];
}

/**
 * Names an element as its profile does.
 *
 * @param path as `explain` gives it: `Observation.component[2].valueQuantity.value`.
 * @throws when the resource does not say which of our profiles it has.
 */
export function elementAt(resource: TranslatedResource, path: string): Element {
  const profile = definitions.get(resource.meta?.profile?.[0] ?? '');
  if (profile === undefined) throw new Error(`no profile: ${resource.resourceType}`);
  const [type = '', ...steps] = path.split(/\.|(?=\[)/);
  const places: Place[] = [{ profile, id: type, value: resource }];
  let name = type;
  for (const step of steps) {
    const place = places.at(-1) ?? { profile, id: type, value: resource };
    const next = step.startsWith('[')
      ? itemOf(place, Number(step.slice(1, -1)))
      : { ...memberOf(place, step), suffix: `.${step}` };
    name += next.suffix;
    places.push(next);
  }
  return { name, profile: profile.id ?? '', places };
}

/**
 * Names what stands at a path, and says what it is; of a list each item, for items may be known by name.
 *
 * @param path as for `elementAt`.
 */
export function elementsAt(resource: TranslatedResource, path: string): Element[] {
  const element = elementAt(resource, path);
  const value = valueOf(element);
  return Array.isArray(value) ? value.map((_item, at) => elementAt(resource, `${path}[${at}]`)) : [element];
}

/** What an element is in its resource. */
export function valueOf({ places }: Element): unknown {
  return places.at(-1)?.value;
}

function memberOf({ profile, id, value }: Place, key: string): Place {
  const member: unknown = isJsonObject(value) ? value[key] : undefined;
  const choice = choicesOf(profile).find((one) => isChoice(one, id, key));
  return { profile, id: choice?.id ?? `${id}.${key}`, value: member };
}

/** Whether an element of any of several types is the one that a name with a type stands for. */
function isChoice({ id = '' }: ElementDefinition, parent: string, key: string): boolean {
  if (!id.startsWith(`${parent}.`) || !id.endsWith('[x]')) return false;
  const stem = id.slice(parent.length + 1, -'[x]'.length);
  return !stem.includes('.') && key.startsWith(stem) && /^[A-Z]/.test(key.slice(stem.length));
}

/** An item of a list, and how it is told from the others: by its slice, or as an extension by its name. */
function itemOf({ profile, id, value }: Place, index: number): Place & { readonly suffix: string } {
  const item: unknown = Array.isArray(value) ? value[index] : undefined;
  const slice = slicesOf(profile).find((one) => isSlice(profile, one, id, item));
  const url = isJsonObject(item) && typeof item['url'] === 'string' ? item['url'] : '';
  const other = definitions.get(slice?.type?.[0]?.profile?.[0] ?? url);
  if (other !== undefined)
    return { profile: other, id: other.type, value: item, suffix: `:${slice?.sliceName ?? other.id ?? ''}` };
  const sliceName = slice?.sliceName === undefined ? '' : `:${slice.sliceName}`;
  return { profile, id: slice?.id ?? id, value: item, suffix: sliceName };
}

function isSlice(
  profile: StructureDefinition,
  slice: ElementDefinition,
  list: string,
  item: unknown,
): boolean {
  const { id = '', sliceName, type } = slice;
  if (sliceName === undefined || id !== `${list}:${sliceName}` || !isJsonObject(item)) return false;
  if (type?.[0]?.profile?.[0] !== undefined) return type[0].profile[0] === item['url'];
  const discriminators = elementsOf(profile).find((one) => one.id === list)?.slicing?.discriminator ?? [];
  return discriminators.every(({ path }) => {
    const element = elementsOf(profile).find((one) => one.id === (path === '$this' ? id : `${id}.${path}`));
    return element !== undefined && includes(path === '$this' ? item : item[path], fixedOf(element));
  });
}

/** What a profile fixes an element to, as a value or as a pattern; undefined: nothing. */
export function fixedOf(element: ElementDefinition | undefined): unknown {
  return Object.entries(element ?? {}).find(([key]) => /^(?:pattern|fixed)[A-Z]/.test(key))?.[1];
}

/** Whether a value has all of a pattern (https://hl7.org/fhir/R4/elementdefinition-definitions.html, `pattern[x]`). */
export function includes(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern))
    return pattern.every((one) => Array.isArray(value) && value.some((item) => includes(item, one)));
  if (!isJsonObject(pattern)) return pattern !== undefined && value === pattern;
  return isJsonObject(value) && Object.entries(pattern).every(([key, one]) => includes(value[key], one));
}

/** What a profile says of the element at a place, or of one below it. */
export function definitionAt({ profile, id }: Place, below = ''): ElementDefinition | undefined {
  return elementsOf(profile).find((one) => one.id === id + below);
}

export function elementsOf({ snapshot }: StructureDefinition): readonly ElementDefinition[] {
  return snapshot?.element ?? [];
}

const choicesOf = oncePerProfile((profile) => elementsOf(profile).filter(({ id }) => id?.endsWith('[x]')));
const slicesOf = oncePerProfile((profile) =>
  elementsOf(profile).filter(({ sliceName }) => sliceName !== undefined),
);

/** They are asked for with every element. */
function oncePerProfile<T>(make: (profile: StructureDefinition) => T): (profile: StructureDefinition) => T {
  const made = new Map<StructureDefinition, T>();
  return (profile) => {
    const found = made.get(profile) ?? make(profile);
    made.set(profile, found);
    return found;
  };
}

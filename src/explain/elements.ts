import { isJsonObject } from '../raw/json-value.js';
import type { TranslatedResource } from '../translate/translate.js';
import { memberPath } from './differences.js';
import type { Target } from './explanation.js';

/** The elements of resources, those that are made of others before what they are made of, with their values. */
export class Elements {
  private readonly places = new Map<
    string,
    { readonly target: Target; readonly value: unknown; readonly order: number }
  >();

  constructor(resources: readonly TranslatedResource[]) {
    for (const resource of resources)
      this.collect(resource, `${resource.resourceType}/${resource.id}`, resource.resourceType);
  }

  /** All of them, in order. */
  all(): Target[] {
    return [...this.places.values()].map(({ target }) => target);
  }

  /** Each once, in order. */
  sorted(targets: readonly Target[]): Target[] {
    const found = new Map(targets.map((target) => [keyOf(target), target]));
    const orderOf = (key: string): number => this.places.get(key)?.order ?? Infinity;
    return [...found].sort(([one], [other]) => orderOf(one) - orderOf(other)).map(([, target]) => target);
  }

  /** The elements inside of one that have a value. */
  saying(value: unknown, { resource, path }: Target): Target[] {
    return [...this.places.values()]
      .filter((place) => place.target.resource === resource && isInside(place.target.path, path))
      .filter((place) => place.value === value)
      .map(({ target }) => target);
  }

  private collect(value: unknown, resource: string, path: string): void {
    const target = { resource, path };
    this.places.set(keyOf(target), { target, value, order: this.places.size });
    if (Array.isArray(value))
      for (const [at, item] of value.entries()) this.collect(item, resource, `${path}[${at}]`);
    else if (isJsonObject(value))
      for (const [key, member] of Object.entries(value))
        this.collect(member, resource, memberPath(path, key));
  }
}

/** One text for an element. */
export function keyOf({ resource, path }: Target): string {
  return `${resource} ${path}`;
}

function isInside(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

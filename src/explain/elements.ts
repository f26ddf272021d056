import { isJsonObject } from '../raw/json-value.js';
import type { TranslatedResource } from '../translate/translate.js';
import { isInside, memberPath } from './element-path.js';
import type { Target } from './explanation.js';

interface Element {
  readonly target: Target;
  readonly value: unknown;
  readonly order: number;
}

/** The elements of resources, those that are made of others before what they are made of, with their values. */
export class Elements {
  private readonly places = new Map<string, Element>();
  private readonly ofResource = new Map<string, Element[]>();

  constructor(resources: readonly TranslatedResource[]) {
    for (const resource of resources) {
      const name = `${resource.resourceType}/${resource.id}`;
      const own: Element[] = [];
      this.ofResource.set(name, own);
      this.collect(resource, name, resource.resourceType, own);
    }
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
    return (this.ofResource.get(resource) ?? [])
      .filter((element) => element.value === value && isInside(element.target.path, path))
      .map(({ target }) => target);
  }

  private collect(value: unknown, resource: string, path: string, own: Element[]): void {
    const target = { resource, path };
    const element = { target, value, order: this.places.size };
    this.places.set(keyOf(target), element);
    own.push(element);
    if (Array.isArray(value))
      for (const [at, item] of value.entries()) this.collect(item, resource, `${path}[${at}]`, own);
    else if (isJsonObject(value))
      for (const [key, member] of Object.entries(value))
        this.collect(member, resource, memberPath(path, key), own);
  }
}

/** One text for an element. */
export function keyOf({ resource, path }: Target): string {
  return `${resource} ${path}`;
}

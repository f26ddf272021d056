import type { CodeSystem, CodeSystemConcept, ValueSet, ValueSetComposeInclude } from 'fhir/r4.js';
import { readResources } from './r4-sources.js';

/** A code with the system that defines it. */
export interface SystemCode {
  readonly system: string;
  readonly code: string;
}

const FILES = ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json'];

/** The code systems and value sets of R4. */
export class ValueSets {
  readonly #systems = byUrl<CodeSystem>('CodeSystem');
  readonly #sets = byUrl<ValueSet>('ValueSet');

  /** Code → display of a code system, nested codes included; undefined when R4 does not list them all. */
  conceptsOf(url: string): Map<string, string> | undefined {
    const system = this.#systems.get(url);
    return system?.content === 'complete' ? conceptsIn(system) : undefined;
  }

  /**
   * All codes of a value set.
   *
   * @param canonical may end in `|version`.
   * @returns undefined when they cannot be listed: the set is defined by a filter or by a system of others.
   */
  codesOf(canonical: string): SystemCode[] | undefined {
    const compose = this.#sets.get(canonical.replace(/\|.*$/, ''))?.compose;
    if (compose === undefined) return undefined;
    const included = this.#all(compose.include);
    const excluded = this.#all(compose.exclude ?? []);
    if (included === undefined || excluded === undefined) return undefined;
    return included.filter(
      ({ system, code }) => !excluded.some((one) => one.system === system && one.code === code),
    );
  }

  #all(parts: readonly ValueSetComposeInclude[]): SystemCode[] | undefined {
    const lists = parts.map((part) => this.#codesOfPart(part));
    return lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
  }

  #codesOfPart({ system, concept, filter, valueSet }: ValueSetComposeInclude): SystemCode[] | undefined {
    if (filter !== undefined) return undefined;
    if (system === undefined) {
      const [only, ...more] = valueSet ?? [];
      return only === undefined || more.length > 0 ? undefined : this.codesOf(only);
    }
    if (valueSet !== undefined) return undefined;
    const codes = concept?.map(({ code }) => code) ?? this.#selectable(system);
    return codes?.map((code) => ({ system, code }));
  }

  /** An abstract code groups others and is never used itself. */
  #selectable(url: string): string[] | undefined {
    const system = this.#systems.get(url);
    if (system?.content !== 'complete') return undefined;
    return flattened(system.concept)
      .filter((concept) => !isAbstract(concept))
      .map(({ code }) => code);
  }
}

function byUrl<T extends CodeSystem | ValueSet>(type: T['resourceType']): Map<string, T> {
  const resources = FILES.flatMap((file) => readResources<T>(file, type));
  return new Map(resources.map((resource) => [resource.url ?? '', resource]));
}

/** Code → display, nested codes included. */
function conceptsIn({ concept }: CodeSystem): Map<string, string> {
  return new Map(flattened(concept).map(({ code, display }) => [code, display ?? '']));
}

function flattened(concepts: readonly CodeSystemConcept[] = []): CodeSystemConcept[] {
  return concepts.flatMap((one) => [one, ...flattened(one.concept)]);
}

function isAbstract({ property }: CodeSystemConcept): boolean {
  return (
    property?.some(({ code, valueBoolean }) => code === 'notSelectable' && valueBoolean === true) ?? false
  );
}

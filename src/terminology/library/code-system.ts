import type { CodeSystemMapping } from '../mapping-schema.js';

/** A concept of a code system. */
export interface Concept {
  readonly code: string;
  /** In the code system's own language; null: it has none. */
  readonly display: string | null;
  readonly definition: string | null;
  /** Its names in other languages. */
  readonly designations: readonly Designation[];
}

/** A name of a concept in one language. */
export interface Designation {
  /** BCP 47. */
  readonly language: string;
  readonly value: string;
}

/** A code system whose codes can be looked up. */
export interface CodeSystem {
  /** id of the resource that is published; null: it is another's, and not published here. */
  readonly id: string | null;
  readonly url: string;
  /** null: which one it is, is not known. */
  readonly version: string | null;
  /** For people. */
  readonly title: string;
  /** Whether a code that is not here does not exist: a fragment cannot tell. */
  readonly isComplete: boolean;
  readonly find: (code: string) => Concept | undefined;
  /** All of them, in their order; null: too many to be listed. */
  readonly concepts: readonly Concept[] | null;
}

/** A code system of `mappings/`. */
export function ownCodeSystem({ id, url, version, title, content, concept }: CodeSystemMapping): CodeSystem {
  const concepts = concept.map(({ code, display, definition }) =>
    Object.freeze({ code, display: display ?? null, definition, designations: [] }),
  );
  const byCode = new Map(concepts.map((one) => [one.code, one]));
  return {
    id,
    url,
    version,
    title,
    isComplete: content === 'complete',
    find: (code) => byCode.get(code),
    concepts,
  };
}

/**
 * What to call a concept.
 *
 * @param language BCP 47 tag that is wanted, if any; `pt-BR` also finds a name in `pt`.
 * @returns null when the code system gives it no name.
 */
export function displayIn({ display, designations }: Concept, language: string | undefined): string | null {
  if (language === undefined) return display;
  const named = (tag: string) => designations.find((designation) => designation.language === tag)?.value;
  return named(language) ?? named(language.replace(/-.*/, '')) ?? display;
}

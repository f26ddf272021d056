import type { Coding } from 'fhir/r4.js';
import { deepFreeze } from '../fhir/deep-freeze.js';
import type { ConceptMapMapping, Equivalence } from './mapping-schema.js';

/** Where a body site of the vendor goes in SNOMED CT. */
export interface BodySiteTarget {
  /** Its side included, because R4's `bodySite` has no place for it. */
  readonly coding: Coding;
  /** How the target stands to the source: `wider` is a larger place (R4 ConceptMap). */
  readonly equivalence: Equivalence;
}

/**
 * Reads the map of body sites.
 *
 * @returns vendor code → target; null where the map says that there is none.
 */
export function bodySiteMap({
  group: [group],
}: ConceptMapMapping): ReadonlyMap<string, BodySiteTarget | null> {
  return new Map(
    group?.element.map(({ code: source, target: [{ code, display, equivalence }] }) => [
      source,
      code === undefined
        ? null
        : deepFreeze({
            coding: { system: group.target, code, ...(display === undefined ? {} : { display }) },
            equivalence,
          }),
    ]),
  );
}

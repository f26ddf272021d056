import type { Icd11Tabulation } from '../icd11/tabulation.js';
import type { ConceptMapMapping, ValueSetMapping } from '../mapping-schema.js';
import { loadMappings, type Mappings } from '../mappings.js';
import { ownCodeSystem, type CodeSystem } from './code-system.js';
import { icd11CodeSystem } from './icd11-code-system.js';
import { shelf, type Shelf } from './shelf.js';

/** Everything that the terminology operations answer from. */
export interface Library {
  readonly codeSystems: Shelf<CodeSystem>;
  readonly valueSets: Shelf<ValueSetMapping>;
  readonly conceptMaps: Shelf<ConceptMapMapping>;
}

/** What a library is made of. */
export interface LibraryOptions {
  /** Default: the files of `mappings/`. */
  readonly mappings?: Mappings | undefined;
  /** WHO's ICD-11 titles; without them ICD-11 is an unknown code system. */
  readonly tabulation?: Icd11Tabulation | undefined;
}

/**
 * Builds the library, once at start.
 *
 * @throws InvalidMapping when a file of `mappings/` is wrong.
 */
export function createLibrary({ mappings = loadMappings(), tabulation }: LibraryOptions = {}): Library {
  const { all } = mappings;
  const own = all.flatMap((mapping) => (mapping.resourceType === 'CodeSystem' ? ownCodeSystem(mapping) : []));
  return {
    codeSystems: shelf('CodeSystem', tabulation === undefined ? own : [...own, icd11CodeSystem(tabulation)]),
    valueSets: shelf(
      'ValueSet',
      all.flatMap((mapping) => (mapping.resourceType === 'ValueSet' ? mapping : [])),
    ),
    conceptMaps: shelf(
      'ConceptMap',
      all.flatMap((mapping) => (mapping.resourceType === 'ConceptMap' ? mapping : [])),
    ),
  };
}

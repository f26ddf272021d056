import { openTabulation } from './icd11/open-tabulation.js';
import { createLibrary, type Library } from './library/library.js';
import { loadMappings, type Mappings } from './mappings.js';
import { createTerminology, type Terminology } from './terminology.js';

/** What the gateway knows of codes, in the forms that its parts want. */
export interface OpenTerminology {
  /** What is published. */
  readonly mappings: Mappings;
  /** What translation looks up. */
  readonly terminology: Terminology;
  /** What the terminology operations answer from. */
  readonly library: Library;
}

/**
 * Reads `mappings/` and the operator's table, once at start.
 *
 * @param tabulationPath of the table; null: there is none.
 * @throws InvalidMapping or InvalidTabulation naming the file and the rule.
 */
export function openTerminology(tabulationPath: string | null): OpenTerminology {
  const mappings = loadMappings();
  const tabulation = openTabulation(tabulationPath);
  return {
    mappings,
    terminology: createTerminology({ mappings, tabulation }),
    library: createLibrary({ mappings, tabulation }),
  };
}

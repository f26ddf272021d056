import type { Coding } from 'fhir/r4.js';
import { deepFreeze } from '../fhir/deep-freeze.js';
import { bodySiteMap, type BodySiteTarget } from './body-site-map.js';
import { codeTable } from './code-table.js';
import { dermatologyAiCodes, type DermatologyAiCode } from './dermatology-ai-code.js';
import { readIcd11, type Icd11Reading } from './icd11/field.js';
import type { Icd11Tabulation } from './icd11/tabulation.js';
import { InvalidMapping } from './invalid-mapping.js';
import { loadMappings, type Mappings } from './mappings.js';

export type { DermatologyAiCode } from './dermatology-ai-code.js';
export type { BodySiteTarget } from './body-site-map.js';

/** Look-ups of codes. Synchronous and pure; codings are frozen and shared. */
export interface Terminology {
  /** A code for what no international code system has. */
  readonly concept: (code: DermatologyAiCode) => Coding;
  /** A severity score under the vendor's code. The set is open: a code that is not listed has no display. */
  readonly scoringSystem: (code: string) => Coding;
  /** An item of a score, by its English name in lower case with hyphens; null when it has no code. */
  readonly facet: (slug: string) => Coding | null;
  /** A severity grade, `0` to `3`; null for another code, which is nobody's. */
  readonly severity: (code: string) => Coding | null;
  /** A body site in SNOMED CT; undefined when the vendor's code is not listed or has no target. */
  readonly bodySite: (vendorCode: string) => BodySiteTarget | undefined;
  /** Whether the vendor's published list has the body-site code. */
  readonly isVendorBodySite: (vendorCode: string) => boolean;
  readonly icd11: {
    /** Reads the vendor's `icd11` field, see {@link readIcd11}. */
    readonly code: (text: string | null, locale: string) => Icd11Reading;
  };
}

/** What terminology stands on. */
export interface TerminologyOptions {
  /** WHO's ICD-11 titles; without them codes are checked by their shape and carry no title. */
  readonly tabulation?: Icd11Tabulation | undefined;
  /** Default: the files of `mappings/`. */
  readonly mappings?: Mappings | undefined;
}

/**
 * Builds the look-ups, once at start.
 *
 * @throws InvalidMapping when a file of `mappings/` is missing or wrong.
 */
export function createTerminology(options: TerminologyOptions = {}): Terminology {
  const { tabulation, mappings = loadMappings() } = options;
  const scoringSystems = mappings.codeSystem('scoring-system');
  const scores = codeTable(scoringSystems);
  const facets = codeTable(mappings.codeSystem('facet'));
  const severities = codeTable(mappings.codeSystem('severity'));
  const bodySites = bodySiteMap(mappings.conceptMap('body-site'));
  return Object.freeze({
    concept: conceptLookUp(mappings),
    scoringSystem: (code: string) => scores.get(code) ?? deepFreeze({ system: scoringSystems.url, code }),
    facet: (slug: string) => facets.get(slug) ?? null,
    severity: (code: string) => severities.get(code) ?? null,
    bodySite: (vendorCode: string) => bodySites.get(vendorCode) ?? undefined,
    isVendorBodySite: (vendorCode: string) => bodySites.has(vendorCode),
    icd11: Object.freeze({
      code: (text: string | null, locale: string) => readIcd11(text, locale, tabulation),
    }),
  });
}

/** The file and the list of codes that the compiler knows must hold the same codes. */
function conceptLookUp(mappings: Mappings): Terminology['concept'] {
  const table = codeTable(mappings.codeSystem('dermatology-ai'));
  const file = 'CodeSystem-dermatology-ai.json';
  const concept = (code: DermatologyAiCode): Coding => {
    const coding = table.get(code);
    if (coding === undefined) throw new InvalidMapping(file, `the code ${code} is missing`);
    return coding;
  };
  dermatologyAiCodes.forEach(concept);
  const unused = [...table.keys()].find((code) => !dermatologyAiCodes.some((known) => known === code));
  if (unused !== undefined) throw new InvalidMapping(file, `nothing uses the code ${unused}`);
  return concept;
}

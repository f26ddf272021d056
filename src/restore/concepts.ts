import type { CodeableConcept } from 'fhir/r4.js';
import { ICD11_MMS } from '../fhir/icd11-code.js';
import type { BodySite, Pathology } from '../raw/report.js';
import { receivedText, wordsOf } from '../translate/as-received.js';
import { ownSystems } from '../translate/codings.js';
import { icd11InWords, listed } from '../translate/pathology.js';

/** A condition as the vendor names it. */
export function pathologyOf(concept: CodeableConcept | undefined): Pathology | null {
  if (concept === undefined) return null;
  const codings = concept.coding ?? [];
  const vendor = codings.find(({ system }) => system === ownSystems.vendorConditions);
  const received = receivedText(concept);
  const codes = codings.filter(({ system }) => system === ICD11_MMS);
  const words = wordsOf(concept);
  const suffix = received === null ? '' : icd11InWords(received);
  const bare = words?.endsWith(suffix) === true ? words.slice(0, words.length - suffix.length) : words;
  return {
    name: vendor === undefined ? bare : (vendor.display ?? null),
    code: vendor?.code ?? null,
    icd11: received ?? (codes.length === 0 ? null : listed(codes)),
  };
}

/** A body site as the vendor names it. */
export function bodySiteOf(concept: CodeableConcept | undefined): BodySite | null {
  if (concept === undefined) return null;
  const vendor = concept.coding?.find(({ system }) => system === ownSystems.vendorBodySites);
  return vendor === undefined
    ? { code: null, name: concept.text ?? null }
    : { code: vendor.code ?? null, name: vendor.display ?? null };
}

/** The code that a concept has from a system; null: none. */
export function codeFrom({ coding = [] }: CodeableConcept, system: string): string | null {
  return coding.find((one) => one.system === system)?.code ?? null;
}

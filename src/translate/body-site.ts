import type { CodeableConcept, Coding } from 'fhir/r4.js';
import { codeableConcept } from '../fhir/codeable-concept.js';
import { ownSystems } from './codings.js';
import type { Draft } from './draft.js';

/**
 * The body site, coded in SNOMED CT (side included, since R4's `bodySite` has no place for laterality) where the map has
 * a target, always with the vendor's own coding and words beside it.
 *
 * @returns null when the report names none.
 */
export function bodySiteConcept(draft: Draft): CodeableConcept | null {
  const site = draft.report.bodySite;
  if (site === null) return null;
  const code = draft.code(site.code, '/bodySite/code');
  const name = draft.text(site.name, '/bodySite/name');
  if (code === null) return name === null ? null : { text: name };
  const target = draft.context.terminology.bodySite(code)?.coding;
  if (!draft.context.terminology.isVendorBodySite(code)) {
    draft.doubt({
      kind: 'body-site-unknown',
      at: '/bodySite/code',
      fhirPath: 'Observation.bodySite',
      text: "The body-site code is not on the vendor's list: carried as it is, without SNOMED CT.",
    });
  }
  const vendor: Coding = {
    system: ownSystems.vendorBodySites,
    code,
    ...(name === null ? {} : { display: name }),
  };
  const coding = target === undefined ? [vendor] : [target, vendor];
  return codeableConcept(coding, name);
}

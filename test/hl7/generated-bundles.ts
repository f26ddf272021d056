import fc from 'fast-check';
import type { Bundle } from 'fhir/r4.js';
import { bundleTypes } from '../../src/fhir/bundle.js';
import { readReport } from '../../src/raw/read-report.js';
import { createTranslator } from '../../src/translate/translator.js';
import { testContext } from '../helpers/context.js';
import { document } from '../property/arbitraries/document.js';
import { request } from '../property/arbitraries/request.js';

/**
 * Bundles of generated reports, all three types in turn, each resource naming its profile.
 *
 * @param seed the same seed gives the same Bundles.
 * @returns by name: the number, the type, and `anonymous` where nobody said who the patient is.
 */
export function generatedBundles(seed: number, count: number): [string, Bundle][] {
  const translator = createTranslator({ context: testContext({ metaProfile: true }) });
  return fc.sample(fc.tuple(document(), request()), { seed, numRuns: count }).map(([json, asked], index) => {
    const type = bundleTypes[index % bundleTypes.length] ?? 'collection';
    const { bundle } = translator(readReport(json), { ...asked, type });
    const anonymous = asked.subject === undefined ? '-anonymous' : '';
    return [`${String(index).padStart(3, '0')}-${bundle.type}${anonymous}`, bundle];
  });
}

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readReport } from '../../../src/raw/read-report.js';
import { restoreReport } from '../../../src/restore/restore-report.js';
import { toRaw } from '../../../src/restore/to-raw.js';
import { bundleTypes, referenceForm, toBundle, type BundleType } from '../../../src/fhir/bundle.js';
import { translate } from '../../../src/translate/translate.js';
import { testContext } from '../../helpers/context.js';
import { rawFixtures, rawJson } from '../../helpers/fixture.js';
import { document } from '../arbitraries/document.js';
import { assertProperty } from '../assert-property.js';
import { publishable, pruned, withoutLinks } from './publishable.js';

const RUNS = 1000;
const context = testContext();

/** What was read and what the FHIR resources alone give back, in a form in which they must be equal. */
function bothOf(json: unknown, type: BundleType) {
  const read = readReport(json);
  const { resources } = translate(read, { ...context, references: referenceForm(type) });
  const bundle = toBundle(resources, type, { baseUrl: context.baseUrl, id: 'b' }, ({ id }) => `_id=${id}`);
  const restored = pruned(withoutLinks(restoreReport(bundle)));
  return {
    read: publishable(read, restored),
    restored,
    again: pruned(withoutLinks(readReport(toRaw(bundle)).report)),
  };
}

describe('a report comes back from its FHIR resources alone, but for the links of the vendor', () => {
  test.each(rawFixtures)('%s', (name) => {
    const { read, restored, again } = bothOf(rawJson(name), 'collection');
    expect(restored).toEqual(read);
    expect(again).toEqual(read);
  });

  test('any report, in any shape', () => {
    assertProperty(
      fc.property(document(), fc.constantFrom(...bundleTypes), (json, type) => {
        const { read, restored, again } = bothOf(json, type);
        expect(restored).toEqual(read);
        expect(again).toEqual(read);
      }),
      RUNS,
    );
  });
});

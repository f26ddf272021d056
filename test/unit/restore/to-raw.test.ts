import { describe, expect, test } from '@jest/globals';
import type { Bundle as AnyBundle, FhirResource } from 'fhir/r4.js';
import { readReport } from '../../../src/raw/read-report.js';
import { NotRestorable } from '../../../src/restore/not-restorable.js';
import { toRaw } from '../../../src/restore/to-raw.js';
import { createTranslator } from '../../../src/translate/translator.js';
import { testContext } from '../../helpers/context.js';
import { rawJson } from '../../helpers/fixture.js';
import { patched, type Patch } from '../../helpers/patch.js';

type Bundle = AnyBundle<FhirResource>;

const context = testContext();
const translate = createTranslator({ context });

function bundleOf(name: string, patch: Patch = {}): Bundle {
  return translate(readReport(patched(rawJson(name), patch))).bundle;
}

/** The one Bundle of a report, without what a function takes away. */
function broken(change: (bundle: Bundle) => void): Bundle {
  const copy = structuredClone(bundleOf('acne-full'));
  change(copy);
  return copy;
}

describe('the report rebuilt from FHIR', () => {
  test("is the vendor's own example to the last member, but for its links", () => {
    const { data } = rawJson('acne-full') as { data: object };
    const link = expect.stringMatching(/^https:\/\/gateway\.test\/fhir\/Binary\/[0-9a-f-]{36}$/);
    expect(toRaw(bundleOf('acne-full'))).toEqual(
      patched(data, {
        '/url': null,
        '/pdf': link,
        '/macroscopicMedia/url': link,
        '/result/observations/0/media/url': link,
        '/result/scoringSystems/0/explainabilityMedia/url': link,
      }),
    );
  });

  test('tells which overlay is drawn on which photograph', () => {
    const photo = (name: string, drawn: string) => ({
      originalMedia: { url: `https://bucket/${name}.png`, type: 'Image' },
      explainabilityMedia: { url: `https://bucket/x/${drawn}.png` },
    });
    const bundle = bundleOf('v2', {
      '/result/observations': [photo('a', '1'), photo('b', '2'), photo('c', '1')],
    });
    const { result } = readReport(toRaw(bundle)).report;
    const drawn = result.observations.map(({ explainabilityMedia }) => explainabilityMedia?.url);
    expect(drawn).toEqual([drawn[0], drawn[1], drawn[0]]);
    expect(new Set(drawn).size).toBe(2);
    expect(new Set(result.observations.map(({ media }) => media?.url)).size).toBe(3);
  });

  test('tells null, asked and not answered, from what was not asked', () => {
    const bundle = bundleOf('acne-full', {
      '/data/result/metrics/sensitivity': undefined,
      '/data/result/metrics/specificity': null,
    });
    const { metrics } = readReport(toRaw(bundle)).report.result;
    expect(metrics).toEqual({ specificity: null, entropy: null });
  });

  test("has the patient's number when it was configured whose it is, and not another one's", () => {
    const system = 'https://hospital.test/sid/patient';
    const fromReport = { subject: { pointer: '/patientIdentifier', system } };
    const inContext = testContext({ fromReport });
    const read = readReport(patched(rawJson('v2'), { '/patientIdentifier': '4711' }));
    const other = { type: 'Patient', identifier: { system: 'urn:oid:1.2.3', value: '0815' } };
    const translateThere = createTranslator({ context: inContext });
    expect(toRaw(translateThere(read).bundle, inContext)['patientIdentifier']).toBe('4711');
    expect(toRaw(translateThere(read, { subject: other }).bundle, inContext)).not.toHaveProperty(
      'patientIdentifier',
    );
  });

  test("has no visit identifier that is the caller's own encounter", () => {
    const encounter = { type: 'Encounter', identifier: { system: 'urn:oid:1.2.3', value: '0815' } };
    const { bundle } = translate(readReport(rawJson('acne-full')), { encounter });
    expect(toRaw(bundle, context)['visitIdentifier']).toBeNull();
    expect(toRaw(bundleOf('acne-full'), context)['visitIdentifier']).toBe('visit identifier');
  });
});

describe('what is no Bundle of a report', () => {
  test.each<[string, Bundle]>([
    ['an empty Bundle', { resourceType: 'Bundle', type: 'collection' }],
    ['two reports', broken(({ entry }) => entry?.push(...entry))],
    [
      'a report without the identifier of the vendor',
      broken(({ entry }) => {
        for (const { resource } of entry ?? [])
          if (resource?.resourceType === 'DiagnosticReport') delete resource.identifier;
      }),
    ],
    [
      'extra data that are no JSON',
      broken(({ entry }) => {
        for (const { resource } of entry ?? [])
          if (resource?.resourceType === 'DiagnosticReport')
            for (const extension of resource.extension ?? [])
              if (extension.valueString !== undefined) extension.valueString = '{';
      }),
    ],
  ])('is refused: %s', (_, bundle) => {
    expect(() => toRaw(bundle)).toThrow(NotRestorable);
  });
});

import { describe, expect, test } from '@jest/globals';
import { bundleTypes } from '../../../src/fhir/bundle.js';
import { readReport } from '../../../src/raw/read-report.js';
import { createTranslator } from '../../../src/translate/translator.js';
import { testContext } from '../../helpers/context.js';
import { rawJson } from '../../helpers/fixture.js';
import { patched } from '../../helpers/patch.js';

const translate = createTranslator({ context: testContext() });

describe('no text makes the gateway refuse its own output', () => {
  test.each([
    'https://a.example/"token=abc',
    'https://a.example"x@b',
    "https://a.example/'token=1",
    'https://a.example/<sig=1>',
    'https://a.example/?x<b;sig=1',
    'https://a.example/&lt;sig=1',
    'https://a.example/&#59;sig=1',
    '{"site":"https://a.example","mail":"me@b.c"}',
    '<a href="https://a.example"title="x"sig=1>',
    'https:\\/\\/legit.health\\/integration\\/json-only\\/codes\\/x',
    'https://legit.health\\/integration/json-only/codes/x',
    'ab://https://legit.health',
    'https://a.exampleü@b',
    `https://legit.health${'y'.repeat(200)}`,
    `${'x'.repeat(180)}https://legit.healthy.example`,
  ])('%s', (text) => {
    const document = patched(rawJson('acne-full'), {
      '/data/pathology/name': text,
      '/data/result/conclusions/0/pathology/name': text,
      '/data/bodySite/name': text,
      '/data/extraData': { [text]: text },
      '/data/anamnesisGeneral/0/question': text,
      '/data/anamnesisGeneral/0/answer': text,
      '/data/result/scoringSystems/0/scoringSystem/name': text,
      '/data/result/scoringSystems/0/facets/0/facet/name': text,
      '/data/result/scoringSystems/0/facets/0/facet/description': text,
    });
    for (const type of bundleTypes) {
      const { findings } = translate(readReport(document), { type });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });
});

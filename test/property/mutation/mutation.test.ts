import { expect, test } from '@jest/globals';
import { parseReport, type ReadReport, ReportRejected } from '../../../src/raw/read-report.js';
import { createTranslator } from '../../../src/translate/translator.js';
import { bundleTypes } from '../../../src/fhir/bundle.js';
import { testContext } from '../../helpers/context.js';
import { rawFixtures, rawJson } from '../../helpers/fixture.js';
import { PROPERTY_SEED, scaled } from '../assert-property.js';
import { bytesOf, mutate } from './mutate.js';
import { Random } from './random.js';

const translator = createTranslator({ context: testContext() });
const reports = rawFixtures.map((name) => rawJson(name));

/** The report, or null when it is rejected in the one way in which it may be. */
function readOrReject(text: string | Uint8Array): ReadReport | null {
  try {
    return parseReport(text);
  } catch (error) {
    if (error instanceof ReportRejected && error.violations.length > 0) return null;
    throw error;
  }
}

/** Reads, translates and checks one mutated report. */
function tryOne(seed: number): 'translated' | 'rejected' {
  const random = new Random(seed);
  const text = mutate(random.pick(reports), random);
  const read = readOrReject(random.oneIn(4) ? bytesOf(text, random) : text);
  if (read === null) return 'rejected';
  const { findings } = translator(read, { type: random.pick(bundleTypes) });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return 'translated';
}

test('8,000 mutated reports each become a valid Bundle or are rejected as such', () => {
  const outcomes = { translated: 0, rejected: 0 };
  for (let index = 0; index < scaled(8_000); index++) {
    const seed = PROPERTY_SEED + index;
    try {
      outcomes[tryOne(seed)]++;
    } catch (error) {
      throw new Error(`PROPERTY_SEED=${seed} is the first to fail`, { cause: error });
    }
  }
  // Were nearly all rejected, or nearly none, the mutations would try little.
  expect(Math.min(outcomes.translated, outcomes.rejected)).toBeGreaterThan(scaled(800));
  expect(Reflect.has({}, 'polluted')).toBe(false);
}, 120_000);

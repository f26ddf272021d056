import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../src/explain/explain.js';
import type { Explanation } from '../../src/explain/explanation.js';
import { readReport } from '../../src/raw/read-report.js';
import { translate } from '../../src/translate/translate.js';
import { testContext } from '../helpers/context.js';
import { rawJson } from '../helpers/fixture.js';
import { patched } from '../helpers/patch.js';
import { document } from './arbitraries/document.js';
import { assertProperty } from './assert-property.js';
import { leavesOf } from './json-leaves.js';

/** Each is some hundred translations. */
const RUNS = 6;
const context = testContext();

/** All shapes, and what is odd; what the others say is looked at where nothing may be lost. */
const SHAPES = ['acne-full', 'v2', 'v2-scores', 'questionnaires', 'scores-by-code', 'older-v3'];
const ODD = ['annotations', 'extra-data-array', 'missing-fields', 'null-items', 'site-only', 'unknown-keys'];

/** The pointers of the values that have no effect and no reason for it. */
function withoutFate({ fields }: Explanation): string[] {
  return fields.flatMap(({ pointer, reason }) => (reason?.kind === 'unread' ? [pointer] : []));
}

function resourcesOf(json: unknown): string {
  return JSON.stringify(translate(readReport(json), context).resources);
}

describe('each value of a report goes somewhere, or there is a reason why not', () => {
  test.each(ODD)('in %s', (name) => {
    expect(withoutFate(explain(rawJson(name), context))).toEqual([]);
  });

  test('in any report', () => {
    assertProperty(
      fc.property(document(), (json) => {
        expect(withoutFate(explain(json, context))).toEqual([]);
      }),
      RUNS,
    );
  });
});

test.each(SHAPES)(
  '%s: each value goes somewhere or has a reason, and the former exactly when another word or number in the raw document changes the resources',
  (name) => {
    const json = rawJson(name);
    const before = resourcesOf(json);
    const explanation = explain(json, context);
    expect(withoutFate(explanation)).toEqual([]);
    const { fields } = explanation;
    for (const { pointer, value } of leavesOf(json)) {
      // Words that may be any, and numbers: of others not every value is one.
      if (
        value === null ||
        value === '' ||
        typeof value === 'boolean' ||
        /created|url|pdf|success/i.test(pointer)
      )
        continue;
      const another =
        typeof value === 'number' ? value + 1 : /^\d+$/.test(value) ? `1${value}` : `${value} B`;
      const found = fields.find((field) => field.pointer === pointer);
      const goesSomewhere = found !== undefined && found.targets.length + found.potential.length > 0;
      expect([pointer, goesSomewhere]).toEqual([
        pointer,
        resourcesOf(patched(json, { [pointer]: another })) !== before,
      ]);
    }
  },
);

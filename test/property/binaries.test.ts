import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readReport } from '../../src/raw/read-report.js';
import { translate } from '../../src/translate/translate.js';
import { testContext } from '../helpers/context.js';
import { rawFixtures, rawJson } from '../helpers/fixture.js';
import { document } from './arbitraries/document.js';
import { assertProperty } from './assert-property.js';
import { leavesOf } from './json-leaves.js';

const context = testContext();
const LINK = `${context.baseUrl}/Binary/`;

/** The ids of the Binaries that the links in a report's resources lead to, and those that have a source. */
function idsOf(json: unknown) {
  const { resources, binaries } = translate(readReport(json), context);
  const linked = leavesOf(resources).flatMap(({ value }) =>
    typeof value === 'string' && value.startsWith(LINK) ? [value.slice(LINK.length)] : [],
  );
  return { linked: linked.sort(), sources: binaries.map(({ id }) => id).sort(), binaries };
}

describe('of any report', () => {
  test('each link to a Binary has exactly one source, and each source a link', () => {
    assertProperty(
      fc.property(document(), (json) => {
        const { linked, sources } = idsOf(json);
        expect(sources).toEqual(linked);
        expect(new Set(sources).size).toBe(sources.length);
      }),
      150,
    );
  });

  test('each source is a URL of the raw report', () => {
    assertProperty(
      fc.property(document(), (json) => {
        const raw = new Set(leavesOf(json).map(({ value }) => value));
        expect(idsOf(json).binaries.filter(({ url }) => !raw.has(url))).toEqual([]);
      }),
      150,
    );
  });
});

describe('of the reports at hand', () => {
  test.each(rawFixtures)('%s has a source for each link', (name) => {
    const { linked, sources } = idsOf(rawJson(name));
    expect(sources).toEqual(linked);
  });

  test('twelve photographs, an overlay and a PDF are fourteen Binaries', () => {
    expect(idsOf(rawJson('many-images')).sources).toHaveLength(14);
  });

  test('the same file at three places is one Binary, beside another file and the PDF', () => {
    expect(idsOf(rawJson('duplicate-images')).sources).toHaveLength(3);
  });
});

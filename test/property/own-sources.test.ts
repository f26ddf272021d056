import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explained, type Asked } from '../unit/explain/explaining.js';
import { assertProperty } from './assert-property.js';

/** Each is some hundred translations. */
const RUNS = 12;

/** Items of a list that differ, by names that are as much alike as names can be. */
function alike<T>(names: readonly string[], item: (name: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc
    .shuffledSubarray([...names], { minLength: 1, maxLength: 5 })
    .chain((some) => fc.tuple(...some.map(item)));
}

const files = ['p1', 'p2', 'p3', 'p4', 'p5', 'p9', 'P1', 'p', 'px', 'p11'];

function link(name: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('a', 'b'),
      fc.constantFrom('.png', '.jpg', ''),
      fc.constantFrom('', '?X-Amz-Signature=a'),
    )
    .map(([host, extension, query]) => `https://${host}.example/${name}${extension}${query}`);
}

/** A report of several photographs, candidates and scores: none is another one, and nothing is said of all of them. */
const report = fc.record({
  id: fc.constant('r1'),
  result: fc.record({
    observations: alike(files, (name) =>
      fc.record({
        media: fc.record({
          url: link(name),
          type: fc.constantFrom('Image', 'Video'),
          modality: fc.constantFrom('Clinical', 'Dermoscopic', 'None', null),
          diqaScore: fc.constantFrom(50, 51.5, 53, 54.5),
        }),
      }),
    ),
    conclusions: alike(['c1', 'c2', 'c3', 'c4', 'C 1', 'c', 'cx'], (code) =>
      fc.record({
        probability: fc.constantFrom(1, 2.5, 4),
        pathology: fc.record({ code: fc.constant(code), name: fc.constantFrom('a', 'b', 'c', null) }),
      }),
    ),
    scoringSystems: alike(['alegi', 'apasiLocal', 'pasiLocal', 's1', 's2'], (code) =>
      fc.record({
        scoringSystem: fc.record({ code: fc.constant(code), name: fc.constantFrom('a', 'b') }),
        score: fc.record({ value: fc.constantFrom(1, 2.5, 4) }),
        explainabilityMedia: fc.record({ url: link(`overlay-${code}`) }),
      }),
    ),
  }),
});

/** Of which item of which list a resource was made; null: of none alone. */
function itemsOf({ resources }: Asked): Map<string, string> {
  const counts = new Map<string, number>();
  const next = (list: string, kind = list): string => {
    const index = counts.get(kind) ?? 0;
    counts.set(kind, index + 1);
    return `/result/${list}/${index}/`;
  };
  return new Map(
    resources.flatMap((resource): [string, string][] => {
      const name = `${resource.resourceType}/${resource.id}`;
      if (resource.resourceType === 'Media')
        return [
          [name, resource.device === undefined ? next('observations') : next('scoringSystems', 'overlays')],
        ];
      const summary = resource.resourceType === 'Observation' ? resource.text?.div : undefined;
      if (summary === undefined) return [];
      if (summary.includes('AI-estimated probability')) return [[name, next('conclusions')]];
      const isQuality = summary.includes('mage quality');
      return [[name, isQuality ? next('observations', 'qualities') : next('scoringSystems')]];
    }),
  );
}

test('of what was made of one item of a list, no other item of it is a source', () => {
  assertProperty(
    fc.property(report, (json) => {
      const asked = explained(json);
      const items = itemsOf(asked);
      const foreign = asked.elements.flatMap(({ resource, path, sources }) => {
        const own = items.get(resource);
        const list = own?.replace(/\d+\/$/, '');
        return sources
          .filter((source) => list !== undefined && source.startsWith(list) && !source.startsWith(own ?? ''))
          .map((source) => `${own} ${path} ${source}`);
      });
      expect(foreign).toEqual([]);
    }),
    RUNS,
  );
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createStore } from '../../src/store/create-store.js';
import { migrate } from '../../src/store/migrate.js';
import type { Store } from '../../src/store/store.js';
import { engines } from './engines.js';
import { smallReport, WHOLE_HISTORY } from './stored-report.js';
import { PROPERTY_SEED, scaled } from '../property/assert-property.js';

/** What may happen to one of a few reports. */
type Step =
  | { readonly do: 'save'; readonly report: string; readonly language: string; readonly content: Content }
  | { readonly do: 'erase'; readonly report: string }
  | { readonly do: 'expire'; readonly report: string };

/** Observation → text. */
type Content = Readonly<Record<string, string>>;

/** A report as the model has it: content by language, the first language first; or that it was erased. */
type Known = ReadonlyMap<string, Content> | 'erased' | 'expired';

const REPORTS = ['r', 's'];
const OBSERVATIONS = ['a', 'b', 'c'];
const LANGUAGES = ['en', 'es'];
const TENANT = 'default';

const content = fc.dictionary(fc.constantFrom(...OBSERVATIONS), fc.constantFrom('one', 'two'), {
  noNullPrototype: true,
});
const report = fc.constantFrom(...REPORTS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      report,
      language: fc.constantFrom(...LANGUAGES),
      content,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), report }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), report }) },
);

/** The rules of the store, written as simply as they can be. */
function afterStep(known: Known | undefined, next: Step): Known | undefined {
  const isStored = known instanceof Map;
  if (next.do === 'erase') return isStored || known === 'expired' ? 'erased' : known;
  if (next.do === 'expire') return isStored ? 'expired' : known;
  if (known === 'erased') return known;
  const before = isStored ? (known as ReadonlyMap<string, Content>) : new Map<string, Content>();
  const old = before.get(next.language);
  const [some] = before.values();
  const isSameReport =
    old === undefined
      ? some === undefined || shape(some) === shape(next.content)
      : JSON.stringify(Object.entries(old)) === JSON.stringify(Object.entries(next.content));
  return isSameReport
    ? new Map([...before, [next.language, next.content]])
    : new Map([[next.language, next.content]]);
}

function shape(of: Content): string {
  return Object.keys(of).join();
}

async function take(store: Store, next: Step, at: (storedMs: number) => void): Promise<void> {
  if (next.do === 'save')
    await store.saveReport(TENANT, smallReport(next.report, next.content, { language: next.language }));
  else
    await store.eraseReport(TENANT, next.report, {
      client: 'tester',
      reason: next.do === 'erase' ? 'request' : 'retention',
    });
  at(1000);
}

/** What the store says of everything that the model knows of. */
async function said(store: Store, language: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const name of REPORTS) {
    for (const id of OBSERVATIONS) {
      const found = await store.read(TENANT, 'Observation', `${name}-${id}`, [language]);
      if (found !== null && 'json' in found)
        all[`${name}-${id}`] = `${found.language} ${/"text":"(\w+)"/.exec(found.json)?.[1] ?? ''}`;
    }
    const stored = await store.findReport(TENANT, name);
    if (stored !== null) all[name] = 'erasedAt' in stored ? 'erased' : stored.languages.join();
  }
  return all;
}

function expected(model: ReadonlyMap<string, Known>, language: string): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, known] of model) {
    if (known === 'erased') all[name] = 'erased';
    if (typeof known === 'string') continue;
    const answering = known.has(language) ? language : ([...known.keys()][0] ?? '');
    for (const [id, text] of Object.entries(known.get(answering) ?? {}))
      all[`${name}-${id}`] = `${answering} ${text}`;
    all[name] = [...known.keys()].join();
  }
  return all;
}

describe.each(engines.filter(([name]) => name !== 'SQLite in a file'))('a store: %s', (name, create) => {
  test('answers as a simple model does, whatever is saved, erased and saved again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const empty = await create();
        const database = empty.open();
        let now = Date.UTC(2026, 0, 1);
        await migrate(database, () => now);
        const store = createStore({ database, nowMs: () => now });
        const model = new Map<string, Known>();
        for (const next of steps) {
          await take(store, next, (ms) => {
            now += ms;
          });
          const known = afterStep(model.get(next.report), next);
          if (known !== undefined) model.set(next.report, known);
          for (const language of LANGUAGES)
            expect(await said(store, language)).toEqual(expected(model, language));
        }
        await historiesAreSound(store);
        await empty.dispose();
      }),
      { seed: PROPERTY_SEED, numRuns: name === 'PostgreSQL' ? 10 : scaled(100) },
    );
  });
});

/** Times fall, ids differ, and every version can be read under its id. */
async function historiesAreSound(store: Store): Promise<void> {
  for (const id of REPORTS.flatMap((one) => OBSERVATIONS.map((observation) => `${one}-${observation}`))) {
    const found = await store.history(TENANT, 'Observation', id, WHOLE_HISTORY);
    if (found === null || 'erasedAt' in found) continue;
    const { versions: history } = found;
    const times = history.map((one) => ('json' in one ? one.lastUpdated : one.deletedAt));
    expect(times).toEqual([...times].sort().reverse());
    expect(new Set(history.map(({ versionId }) => versionId)).size).toBe(history.length);
    for (const one of history) {
      const again = await store.readVersion(TENANT, 'Observation', id, one.versionId);
      expect(again).toEqual('json' in one ? one : { erasedAt: one.deletedAt });
    }
  }
}

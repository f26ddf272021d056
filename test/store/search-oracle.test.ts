import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OutcomeError } from '../../src/fhir/outcome.js';
import { readSearch, type NameAndValue } from '../../src/search/read-search.js';
import type { SearchOptions } from '../../src/search/search-options.js';
import type { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { findPage } from '../../src/store/search/find-page.js';
import { writeIndex } from '../../src/store/search/write-index.js';
import { PROPERTY_SEED, scaled } from '../property/assert-property.js';
import { engines, type EmptyDatabase } from './engines.js';
import { criteria, nonsense, population, sortKeys, type Criterion, type Found } from './searches.js';

const START = Date.UTC(2026, 0, 1);

/** What one SQLite finds, the other finds. */
const someEngines = engines.filter(([name]) => name !== 'SQLite in a file');

/** Several resources are updated at the same time. */
const updatedOf = (index: number) => START + (index % 4);

const sort = fc.array(fc.tuple(fc.constantFrom(...Object.keys(sortKeys)), fc.boolean()), {
  minLength: 1,
  maxLength: 3,
});

/** ids of those that all criteria hold for, in order: read off the resources themselves. */
function expected(
  resources: readonly Found[],
  all: readonly Criterion[],
  keys: readonly (readonly [string, boolean])[],
): string[] {
  return resources
    .map((resource, index) => ({ resource, updated: updatedOf(index) }))
    .filter(({ resource }) => all.every(({ holds }) => holds(resource)))
    .sort((one, other) => {
      for (const [name, isDescending] of [...keys, ['_id', false] as const]) {
        const key = sortKeys[name]!;
        const [a, b] = [key(one.resource, one.updated), key(other.resource, other.updated)];
        if (a !== b) return a < b === isDescending ? 1 : -1;
      }
      return 0;
    })
    .map(({ resource }) => resource.id);
}

/** Cursors get the key of their search: their values are to be looked at. */
function forged(
  type: string,
  parameters: readonly NameAndValue[],
  options: SearchOptions,
): readonly NameAndValue[] {
  const others = parameters.filter(([name]) => name !== '_cursor');
  const { key } = readSearch(type, others, options).query;
  return parameters.map(([name, value]) => {
    const list = Buffer.from(value, 'base64url').toString();
    const isForged = name === '_cursor' && list.startsWith('[');
    return isForged
      ? [name, Buffer.from(list.replace('[', `["${key}",`)).toString('base64url')]
      : [name, value];
  });
}

describe.each(someEngines)('generated searches: %s', (_name, create) => {
  let empty: EmptyDatabase;
  let database: Database;

  beforeAll(async () => {
    empty = await create();
    database = empty.open();
    await migrate(database, () => START);
  });

  afterAll(async () => {
    await empty.dispose();
  });

  async function save(resources: readonly Found[]): Promise<string> {
    const tenant = randomUUID();
    const toIndex = resources.map((resource, index) => ({ resource, updatedMs: updatedOf(index) }));
    await database.transaction((queries) => writeIndex(queries, tenant, toIndex));
    return tenant;
  }

  /** ids of all pages, and the totals that they told. */
  async function walk(
    tenant: string,
    parameters: [string, string][],
  ): Promise<{ ids: string[]; totals: Set<unknown> }> {
    const options = { baseUrl: 'https://gateway.test/fhir', isStrict: true, nowMs: START };
    const ids: string[] = [];
    const totals = new Set<unknown>();
    for (let cursor: [string, string][] = []; ;) {
      const { query } = readSearch('Observation', [...parameters, ...cursor], options);
      const { matches, total, next } = await findPage(database, tenant, query);
      ids.push(...matches.map(({ id }) => id));
      totals.add(total);
      if (next === null) return { ids, totals };
      cursor = [['_cursor', next]];
    }
  }

  test('find what a look at every single resource finds, in the same order, page by page', async () => {
    const searches = fc.array(fc.tuple(criteria, sort, fc.integer({ min: 1, max: 5 })), {
      minLength: 5,
      maxLength: 5,
    });
    let found = 0;
    const property = fc.asyncProperty(population, searches, async (resources, all) => {
      const tenant = await save(resources);
      for (const [one, keys, count] of all) {
        const text = keys.map(([name, isDescending]) => (isDescending ? `-${name}` : name)).join(',');
        const parameters = one.map(({ name, value }): [string, string] => [name, value]);
        const { ids, totals } = await walk(tenant, [
          ...parameters,
          ['_sort', text],
          ['_count', String(count)],
        ]);
        const wanted = expected(resources, one, keys);
        expect(ids).toEqual(wanted);
        expect([...totals]).toEqual([wanted.length]);
        found += wanted.length > 0 && wanted.length < resources.length ? 1 : 0;
      }
    });
    await fc.assert(property, { seed: PROPERTY_SEED, numRuns: scaled(60) });
    // Searches that find nothing or everything would prove little.
    expect(found).toBeGreaterThan(scaled(60));
  });

  test('of any words are answered or refused, and nothing else', async () => {
    const tenant = await save([]);
    const counts = { answered: 0, refused: 0 };
    const property = fc.asyncProperty(nonsense, async ([type, parameters]) => {
      try {
        const options = { baseUrl: 'https://gateway.test/fhir', isStrict: false, nowMs: START };
        const { query } = readSearch(type, forged(type, parameters, options), options);
        await findPage(database, tenant, query);
        counts.answered += 1;
      } catch (error) {
        if (!(error instanceof OutcomeError)) throw error;
        expect(error.status).toBe(400);
        counts.refused += 1;
      }
    });
    await fc.assert(property, { seed: PROPERTY_SEED, numRuns: scaled(400) });
    expect(Math.min(counts.answered, counts.refused)).toBeGreaterThan(scaled(50));
  });
});

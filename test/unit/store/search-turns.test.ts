import { expect, test } from '@jest/globals';
import { readSearch } from '../../../src/search/read-search.js';
import { createStore } from '../../../src/store/create-store.js';
import { migrate } from '../../../src/store/migrate.js';
import { openSqlite } from '../../../src/store/sqlite.js';

test('clients of one name take turns of their own when their tenants are different', async () => {
  const database = openSqlite('memory');
  await migrate(database, () => 0);
  const turns: string[] = [];
  const store = createStore({
    database: {
      ...database,
      background: (asker) => {
        turns.push(asker.client);
        return database.background(asker);
      },
    },
    nowMs: () => 0,
  });
  const { query } = readSearch('Observation', [['status', 'final']], {
    baseUrl: 'https://gateway.test/fhir',
    isStrict: true,
    nowMs: 0,
  });
  for (const tenant of ['north', 'south']) {
    await store.search(tenant, query, [], { client: 'mirth' });
    await store.search(tenant, query, []);
  }
  expect(new Set(turns).size).toBe(4);
  await database.close();
});

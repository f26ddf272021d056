import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import express from 'express';
import { anonymous } from '../../../../src/auth/anonymous.js';
import { setPrincipal } from '../../../../src/auth/principal.js';
import { searchInteraction } from '../../../../src/serve/interaction/search-interaction.js';
import type { Store } from '../../../../src/store/store.js';
import { routeDependencies } from '../../../helpers/route-dependencies.js';

test('A search is over for the store when its client leaves', async () => {
  const leaving = new AbortController();
  const searched = new Promise<string | undefined>((resolve) => {
    const search: Store['search'] = (_tenant, _query, _languages, asker) =>
      new Promise((_found, reject) => {
        asker?.signal?.addEventListener('abort', () => {
          reject(new Error('left'));
          resolve(asker.client);
        });
        leaving.abort();
      });
    const { reports, now } = routeDependencies();
    const store = { ...reports.store, search };
    const app = express().use((req, _res, next) => {
      setPrincipal(req, anonymous(true));
      next();
    });
    app.get('/', searchInteraction('DiagnosticReport', { ...reports, store, now }));
    void ask(app, leaving.signal);
  });
  expect(await searched).toBe('anonymous');
});

async function ask(app: express.Express, signal: AbortSignal): Promise<void> {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/`, { signal }).catch(() => undefined);
  server.close();
}

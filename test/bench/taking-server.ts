import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '../../src/net/listen.js';

/*
 * A server that takes every transaction, stores nothing and says that it has: at once below `/`, and after as many ms as its path
 * says below `/after/{ms}`. It prints its address.
 */
const server = createServer((request, response) => {
  const [, ms = '0'] = /^\/after\/(\d+)/.exec(request.url ?? '') ?? [];
  void buffer(request).then(async (body) => {
    if (ms !== '0') await sleep(Number(ms));
    const sent = JSON.parse(body.toString()) as { resourceType: string; entry?: unknown[] };
    const { resourceType, entry = [] } = sent;
    const answer =
      resourceType !== 'Bundle'
        ? sent
        : {
            resourceType: 'Bundle',
            type: 'transaction-response',
            entry: entry.map(() => ({ response: { status: '200 OK', etag: 'W/"1"' } })),
          };
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(answer));
  });
});
process.stdout.write(`${await listen(server, 0, '127.0.0.1')}\n`);

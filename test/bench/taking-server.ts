import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../src/net/listen.js';

/* A server that takes every transaction, stores nothing and says that it has. It prints its address. */
const server = createServer((request, response) => {
  void buffer(request).then((body) => {
    const { entry = [] } = JSON.parse(body.toString()) as { entry?: unknown[] };
    const answer = {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: entry.map(() => ({ response: { status: '200 OK', etag: 'W/"1"' } })),
    };
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(answer));
  });
});
process.stdout.write(`${await listen(server, 0, '127.0.0.1')}\n`);

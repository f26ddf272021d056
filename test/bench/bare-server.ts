import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { listen } from '../../src/net/listen.js';

/*
 * The floor of serving: Node's own server, which sends the bytes of a file (the first argument) to whoever asks and does nothing
 * else. It prints its address.
 */
const body = readFileSync(process.argv[2] ?? '');
const server = createServer((_req, res) => {
  res.writeHead(200, {
    'Content-Type': 'application/fhir+json; charset=utf-8',
    'Content-Length': body.length,
  });
  res.end(body);
});
process.stdout.write(`${await listen(server, 0, '127.0.0.1')}\n`);

import fc from 'fast-check';
import { rawRequest } from '../helpers/raw-request.js';

const line = fc.constantFrom(
  'GET / HTTP/1.1',
  'GET /fhir/metadata HTTP/1.1',
  'GET  /fhir/metadata HTTP/9.9',
  'POST /fhir/DiagnosticReport/_search HTTP/1.1',
  'G E T / HTTP/1.1',
);
const header = fc.oneof(
  fc.constantFrom(
    'Host: a',
    'Host: a\r\nHost: b',
    'Content-Length: -1',
    'Content-Length: 5\r\nContent-Length: 6',
  ),
  fc.constantFrom(
    'Transfer-Encoding: chunked\r\nContent-Length: 3',
    'Transfer-Encoding: nonsense',
    ': empty name',
  ),
  fc.constantFrom(
    `X: ${'x'.repeat(20_000)}`,
    'X: a\0b',
    'Expect: 100-continue',
    'Expect: nonsense',
    'Upgrade: h2c',
  ),
);
const rest = fc.oneof(
  fc.constantFrom('', 'abc', 'zz\r\nabc\r\n0\r\n\r\n'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Bytes for a socket: hardly HTTP. `Connection: close` lets the sender see the end. */
export const garbage: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(line, fc.array(header, { maxLength: 3 }), rest)
    .map(
      ([first, headers, body]) => `${[first, ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`,
    ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map((text) => `${text}\r\n\r\n`),
);

/** What is wrong with the answer to it. No answer at all, and the connection closed, is right. */
export async function tryGarbage(port: number, text: string): Promise<string[]> {
  const received = await rawRequest(port, text);
  const answer = received.replace(/^HTTP\/1.1 100 [^\r]*\r\n\r\n/, '');
  if (answer === '') return [];
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [, status = ''] = /^HTTP\/1\.1 (\d{3}) /.exec(head) ?? [];
  if (status.startsWith('2')) return [];
  const isRight =
    /^4\d\d$/.test(status) &&
    /content-type: application\/fhir\+json; charset=utf-8/i.test(head) &&
    body.includes('"resourceType":"OperationOutcome"');
  return isRight ? [] : [`${JSON.stringify(text.slice(0, 200))} is answered ${received.slice(0, 300)}`];
}

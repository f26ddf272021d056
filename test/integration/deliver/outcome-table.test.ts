import { gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PlannedRequest } from '../../../src/deliver/planned-request.js';
import { decide } from '../../../src/deliver/policy/decide.js';
import type { Decision } from '../../../src/deliver/policy/decision.js';
import { judge } from '../../../src/deliver/policy/judge.js';
import { deliveryOutcomes, type DeliveryOutcome } from '../../../src/deliver/outcome.js';
import { createSender, type SenderDeps } from '../../../src/deliver/send/create-sender.js';
import { plannedBatch, plannedResource, plannedTransaction, sendTarget } from '../../helpers/send-target.js';
import { startTcpServer, type TcpServer } from '../../helpers/tcp-server.js';

/** What a server does to a connection on which a request came in. */
type Deed = (socket: Socket) => void;

let deed: Deed;
let server: TcpServer;
beforeAll(async () => {
  server = await startTcpServer((socket) => {
    deed(socket);
  });
});
afterAll(() => server.close());

const NOW = Date.UTC(2026, 0, 1);
const seen = new Set<DeliveryOutcome>();

/** Sends once, over a real socket, and says what comes of it. */
async function outcomeOf(
  does: Deed,
  request: PlannedRequest,
  { timeoutMs = 20_000, ...deps }: SenderDeps & { timeoutMs?: number } = {},
  baseUrl = `${server.url}/fhir`,
): Promise<{ outcome: DeliveryOutcome; decision: Decision }> {
  deed = does;
  const sender = createSender(sendTarget(baseUrl, { timeoutMs }), deps);
  try {
    const { outcome, retryAfterSeconds } = judge(await sender.send(request, 'x'), request, NOW);
    seen.add(outcome);
    const fresh = { attempts: {}, firstAttemptMs: NOW, nowMs: NOW, random: () => 0.5 };
    return { outcome, decision: decide({ outcome, retryAfterSeconds, ...fresh }) };
  } finally {
    await sender.close();
  }
}

/** A whole answer with its length. */
function reply(status: number, body = '', headers: Readonly<Record<string, string>> = {}): Deed {
  return (socket) => {
    const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers });
    socket.write(
      `HTTP/1.1 ${status} Said\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`,
    );
    socket.write(`\r\n${body}`);
  };
}

/** Bytes as they are, then the end of the connection. */
function bytes(...chunks: (string | Uint8Array)[]): Deed {
  return (socket) => {
    for (const chunk of chunks) socket.write(chunk);
    socket.end();
  };
}

/** Bytes as they are, then silence. */
function silentAfter(text: string): Deed {
  return (socket) => {
    if (text !== '') socket.write(text);
  };
}

/** A byte now and again, which no time-out between bytes notices. */
function drip(head: string): Deed {
  return (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(' '), 10);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };
}

function bundle(type: string, ...statuses: string[]): string {
  return JSON.stringify({
    resourceType: 'Bundle',
    type,
    entry: statuses.map((status) => ({ response: { status } })),
  });
}

function issue(code: string, severity = 'error'): string {
  return JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity, code }] });
}

const stored = bundle('transaction-response', '201 Created', '200 OK');
const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/fhir+json\r\n';
/** Long enough for a busy machine to connect and to take what comes at once. */
const SHORT = { timeoutMs: 1_000 };

type Row = readonly [
  what: string,
  does: Deed,
  outcome: DeliveryOutcome,
  then: Decision['kind'],
  request?: PlannedRequest,
  deps?: SenderDeps & { timeoutMs?: number },
];

async function check([, does, outcome, then, request = plannedTransaction, deps = {}]: Row): Promise<void> {
  const found = await outcomeOf(does, request, deps);
  expect({ outcome: found.outcome, then: found.decision.kind }).toEqual({ outcome, then });
}

describe('2xx', () => {
  test.each<Row>([
    ['a transaction of which every entry was stored', reply(200, stored), 'delivered', 'delivered'],
    [
      'the same in chunks and as text/plain',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-type: text/plain\r\n\r\n');
        for (const part of [stored.slice(0, 20), stored.slice(20)])
          socket.write(`${part.length.toString(16)}\r\n${part}\r\n`);
        socket.write('0\r\n\r\n');
      },
      'delivered',
      'delivered',
    ],
    [
      'after 103',
      bytes('HTTP/1.1 103 Early Hints\r\n\r\n', `${head}\r\n${stored}`),
      'delivered',
      'delivered',
    ],
    [
      'a batch of which every entry was stored',
      reply(200, bundle('batch-response', '201', '200')),
      'delivered',
      'delivered',
      plannedBatch,
    ],
    ['a resource, without a body', reply(201, ''), 'delivered', 'delivered', plannedResource],
    ['a resource, with 204', bytes('HTTP/1.1 204 No\r\n\r\n'), 'delivered', 'delivered', plannedResource],
    [
      'a transaction run as a batch',
      reply(200, bundle('batch-response', '201', '201')),
      'not-transactional',
      'hold',
    ],
    ['an entry that failed', reply(200, bundle('transaction-response', '201', '500')), 'partial', 'retry'],
    ['an entry too many', reply(200, bundle('transaction-response', '201', '503')), 'partial', 'retry'],
    [
      'a batch with an entry that was refused',
      reply(200, bundle('batch-response', '201', '422')),
      'rejected',
      'dead',
      plannedBatch,
    ],
    [
      'a batch of which the rest was throttled',
      reply(200, bundle('batch-response', '201', '429')),
      'throttled',
      'retry',
      plannedBatch,
    ],
    ['an OperationOutcome that is an error', reply(200, issue('processing')), 'partial', 'retry'],
    [
      'an OperationOutcome that is none',
      reply(200, issue('informational', 'information')),
      'unverifiable',
      'retry',
    ],
    ['too few entries', reply(200, bundle('transaction-response', '201')), 'unverifiable', 'retry'],
    ['JSON that is not FHIR', reply(200, '{"ok":true}'), 'misconfigured', 'hold'],
    ['no object', reply(200, 'true'), 'unverifiable', 'retry'],
    ['nothing', reply(200), 'unverifiable', 'retry'],
    ['XML', reply(200, '<Bundle xmlns="http://hl7.org/fhir"/>'), 'unverifiable', 'retry'],
    ['what is not UTF-8', bytes(head, '\r\n{"a":"', Buffer.from([0xff]), '"}'), 'unverifiable', 'retry'],
    ['202, for which nobody asked', reply(202, stored), 'unverifiable', 'retry'],
    ['a page for people', reply(200, '<!DOCTYPE html><p>Log in', {}), 'misconfigured', 'hold'],
    [
      'a page for people, by its type',
      reply(200, 'Please log in', { 'content-type': 'text/html' }),
      'misconfigured',
      'hold',
      plannedResource,
    ],
  ])('%s', async (...row) => {
    await check(row);
  });
});

describe('an answer that breaks off', () => {
  test.each<Row>([
    [
      'before its announced length',
      bytes(`${head}content-length: 900\r\n\r\n`, stored),
      'unverifiable',
      'retry',
    ],
    ['within a chunk', bytes(`${head}transfer-encoding: chunked\r\n\r\nff\r\n{"a"`), 'unverifiable', 'retry'],
    [
      'with no announced length, so that it seems whole',
      bytes(head, '\r\n', stored.slice(0, -9)),
      'unverifiable',
      'retry',
    ],
    [
      'by a reset',
      (socket) => socket.write(`${head}content-length: 900\r\n\r\n{`, () => socket.resetAndDestroy()),
      'unverifiable',
      'retry',
    ],
    [
      'never, but stops',
      silentAfter(`${head}content-length: 900\r\n\r\n{`),
      'unverifiable',
      'retry',
      plannedTransaction,
      SHORT,
    ],
    ['never, but drips', drip(`${head}\r\n{`), 'unverifiable', 'retry', plannedTransaction, SHORT],
    [
      'at the limit of its size',
      reply(200, stored.padEnd(2_000)),
      'unverifiable',
      'retry',
      plannedTransaction,
      { maxBytes: 1_000 },
    ],
    [
      'because it is packed, unasked',
      bytes(`${head}content-encoding: gzip\r\n\r\n`, gzipSync(stored)),
      'unverifiable',
      'retry',
    ],
    [
      'after 503: the status is said',
      bytes('HTTP/1.1 503 No\r\ncontent-length: 99\r\n\r\n{'),
      'transient',
      'retry',
    ],
    [
      'after 422: the status is said',
      bytes('HTTP/1.1 422 No\r\ncontent-length: 99\r\n\r\n{'),
      'rejected',
      'dead',
    ],
  ])('%s', async (...row) => {
    await check(row);
  });
});

describe('a status', () => {
  test.each<readonly [number, DeliveryOutcome, Decision['kind']]>([
    ...[301, 302, 303, 307, 308].map((status) => [status, 'redirected', 'hold'] as const),
    [400, 'rejected', 'dead'],
    [401, 'unauthorised', 'hold'],
    [403, 'unauthorised', 'hold'],
    [404, 'misconfigured', 'hold'],
    [405, 'misconfigured', 'hold'],
    [406, 'misconfigured', 'hold'],
    [408, 'timed-out', 'retry'],
    [409, 'conflict', 'retry'],
    [410, 'gone', 'hold'],
    [412, 'several-matches', 'dead'],
    [413, 'too-large', 'shrink'],
    [414, 'too-large', 'shrink'],
    [415, 'misconfigured', 'hold'],
    [418, 'rejected', 'dead'],
    [422, 'rejected', 'dead'],
    [423, 'transient', 'retry'],
    [425, 'transient', 'retry'],
    [429, 'throttled', 'retry'],
    [431, 'too-large', 'shrink'],
    [500, 'server-error', 'retry'],
    [501, 'misconfigured', 'hold'],
    ...[502, 503, 504, 507, 520, 599].map((status) => [status, 'transient', 'retry'] as const),
  ])('%i is %s: %s', async (status, outcome, then) => {
    await check(['', reply(status), outcome, then]);
  });

  test.each<readonly [number, string, DeliveryOutcome, Decision['kind']]>([
    ...['transient', 'lock-error', 'no-store', 'exception', 'timeout', 'incomplete'].flatMap((code) => [
      [400, code, 'transient', 'retry'] as const,
      [422, code, 'transient', 'retry'] as const,
    ]),
    [422, 'throttled', 'throttled', 'retry'],
    [404, 'not-found', 'missing-target', 'park'],
    [400, 'multiple-matches', 'several-matches', 'dead'],
    [410, 'deleted', 'deleted', 'dead'],
    [409, 'deleted', 'deleted', 'dead'],
  ])('%i with the issue type %s is %s: %s', async (status, code, outcome, then) => {
    await check(['', reply(status, issue(code)), outcome, then]);
  });

  test('410 of one resource says nothing of the base', async () => {
    await check(['', reply(410), 'deleted', 'dead', plannedResource]);
  });

  test.each([
    [429, { 'retry-after': '86400' }, 86_400],
    [503, { 'retry-after': 'Fri, 02 Jan 2026 00:00:00 GMT' }, 86_400],
    [429, { 'x-ms-retry-after-ms': '90001' }, 91],
    [429, { ratelimit: '"requests";r=0;t=70, "fhirInteractions";r=5;t=900' }, 70],
  ])('%i with %j waits as long as it says, and the destination with it', async (status, headers, seconds) => {
    const { decision } = await outcomeOf(reply(status, '', headers), plannedTransaction);
    const dueMs = NOW + seconds * 1_000;
    expect(decision).toMatchObject({ kind: 'retry', dueMs, throttleUntilMs: dueMs });
  });
});

describe('no answer', () => {
  test.each<Row>([
    ['because the connection ends', (socket) => socket.end(), 'unanswered', 'retry'],
    ['because it is reset', (socket) => socket.resetAndDestroy(), 'unanswered', 'retry'],
    ['amid the headers', bytes('HTTP/1.1 200 OK\r\ncontent-'), 'unanswered', 'retry'],
    ['in time', silentAfter(''), 'unanswered', 'retry', plannedTransaction, SHORT],
    [
      'in time, but dripping headers',
      drip('HTTP/1.1 200 OK\r\nx-a: '),
      'unanswered',
      'retry',
      plannedTransaction,
      SHORT,
    ],
    ['that is HTTP', bytes('220 mail ready\r\n'), 'unverifiable', 'retry'],
    ['that is TLS', bytes(Buffer.from([0x15, 3, 1, 0, 2, 2, 70])), 'unverifiable', 'retry'],
    [
      'with headers of a size to be read',
      bytes(`${head}x-a: ${'a'.repeat(70_000)}\r\n\r\n`),
      'unverifiable',
      'retry',
    ],
    [
      'whose length is clear',
      bytes(`${head}content-length: 3\r\ncontent-length: 4\r\n\r\n{  }`),
      'unverifiable',
      'retry',
    ],
  ])('%s', async (...row) => {
    await check(row);
  });

  test('because nobody listens: nothing was sent', async () => {
    const gone = await startTcpServer(() => undefined);
    await gone.close();
    const found = await outcomeOf(reply(200), plannedTransaction, {}, gone.url);
    expect(found).toMatchObject({ outcome: 'unreachable', decision: { kind: 'retry', counts: true } });
  });

  test.each(['ENOTFOUND', 'EAI_AGAIN'])(
    'because the name is not known (%s): nothing was sent',
    async (code) => {
      const deps: SenderDeps = {
        lookup: (_name, _options, callback) => {
          callback(Object.assign(new Error('no'), { code }), '');
        },
      };
      const found = await outcomeOf(reply(200), plannedTransaction, deps, 'https://hospital.test/fhir');
      expect(found).toMatchObject({
        outcome: 'unreachable',
        decision: { kind: 'retry', counts: true },
      });
    },
  );

  test('because the address is one where the host must not be', async () => {
    const deps: SenderDeps = {
      lookup: (_name, _options, callback) => {
        callback(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    };
    const found = await outcomeOf(reply(200), plannedTransaction, deps, 'https://hospital.test/fhir');
    expect(found).toMatchObject({ outcome: 'misconfigured', decision: { kind: 'hold' } });
  });

  test('after something was sent is tried again', async () => {
    const { decision } = await outcomeOf((socket) => socket.resetAndDestroy(), plannedTransaction);
    expect(decision).toMatchObject({ kind: 'retry', counts: true });
  });
});

test('every outcome but that of TLS and that of no answer at all was seen above', () => {
  expect(Object.keys(deliveryOutcomes).filter((name) => ![...seen].some((one) => one === name))).toEqual([
    'untrusted',
    'internal',
  ]);
});

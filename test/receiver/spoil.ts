import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FaultKind } from './fault.js';

export interface SpoilOptions {
  /** What 503 and 429 ask for; 1 unless told. */
  readonly retryAfterSeconds?: number;
  /** Between two bytes of a drip. */
  readonly dripMs?: number;
}

/** The answer of the server behind. */
export interface Passed {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** Answers a request the way a fault wants it, or as the server behind does. */
export async function spoil(
  fault: FaultKind | undefined,
  response: ServerResponse,
  pass: () => Promise<Passed>,
  { retryAfterSeconds = 1, dripMs = 20 }: SpoilOptions,
): Promise<void> {
  switch (fault) {
    case '503':
    case '429':
    case '408':
    case '409':
    case '500':
      refuse(Number(fault), response, retryAfterSeconds);
      return;
    case 'reset-before':
      response.socket?.resetAndDestroy();
      return;
    case 'reset-after':
      await pass();
      response.socket?.resetAndDestroy();
      return;
    case 'truncated':
      truncate(await pass(), response);
      return;
    case 'truncated-unframed':
      truncateUnframed(await pass(), response.socket);
      return;
    case 'drip':
      drip(await pass(), response, dripMs);
      return;
    case undefined:
      sendWhole(await pass(), response);
  }
}

const ISSUE_CODES: Readonly<Record<number, string>> = { 408: 'timeout', 409: 'conflict', 429: 'throttled' };

function refuse(status: number, response: ServerResponse, retryAfterSeconds: number): void {
  const issue = [{ severity: 'error', code: ISSUE_CODES[status] ?? 'exception' }];
  const asksToWait = status === 429 || status === 503;
  response.writeHead(status, {
    'content-type': 'application/fhir+json',
    ...(asksToWait ? { 'retry-after': String(retryAfterSeconds) } : {}),
  });
  response.end(JSON.stringify({ resourceType: 'OperationOutcome', issue }));
}

function headersOf({ headers, body }: Passed): Record<string, string | string[]> {
  const kept = { ...headers, 'transfer-encoding': undefined, connection: undefined, 'keep-alive': undefined };
  return { ...withoutUndefined(kept), 'content-length': String(body.length) };
}

function sendWhole(passed: Passed, response: ServerResponse): void {
  response.writeHead(passed.status, headersOf(passed));
  response.end(passed.body);
}

function halfOf({ body }: Passed): Buffer {
  return body.subarray(0, Math.floor(body.length / 2));
}

function truncate(passed: Passed, response: ServerResponse): void {
  response.writeHead(passed.status, headersOf(passed));
  response.flushHeaders();
  response.write(halfOf(passed), () => response.socket?.destroy());
}

/** Written by hand: node:http would frame it. */
function truncateUnframed(passed: Passed, socket: Socket | null): void {
  socket?.write(
    `HTTP/1.1 ${passed.status} OK\r\ncontent-type: application/fhir+json\r\nconnection: close\r\n\r\n`,
  );
  socket?.end(halfOf(passed));
}

function drip(passed: Passed, response: ServerResponse, ms: number): void {
  // Who left while the server behind was answering has left for good, and nothing says so again.
  if (response.destroyed) return;
  response.writeHead(passed.status, headersOf(passed));
  response.flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    response.write(passed.body.subarray(sent, sent + 1));
    sent += 1;
    if (sent < passed.body.length) return;
    clearInterval(timer);
    response.end();
  }, ms);
  response.once('close', () => {
    clearInterval(timer);
  });
}

/** Leaves out what is undefined. */
export function withoutUndefined<T>(record: Record<string, T | undefined>): Record<string, T> {
  const entries = Object.entries(record).filter((entry): entry is [string, T] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

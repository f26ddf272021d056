import type { ServerResponse } from 'node:http';
import { type Answer, refusal, send } from './answer.js';
import type { Fault } from './faults.js';

/**
 * Sends an answer the way a fault wants it.
 *
 * @param fault what goes wrong; undefined sends the answer as it is
 * @param answer what would have been sent
 */
export function sendSpoilt(response: ServerResponse, answer: Answer, fault: Fault | undefined): void {
  if (fault === undefined) send(response, answer);
  else if (fault.kind === 'reset') response.socket?.resetAndDestroy();
  else if (fault.kind === 'drip') drip(response, answer, fault.ms);
  else if (fault.kind === 'latency') delay(response, answer, fault.ms);
  else send(response, replaced(answer, fault));
}

type ReplacingFault = Exclude<Fault, { kind: 'reset' | 'drip' | 'latency' }>;

function replaced(answer: Answer, fault: ReplacingFault): Answer {
  switch (fault.kind) {
    case 'unauthorized':
      return refusal(401, 'INVALID_TOKEN', 'The token is not valid.');
    case 'throttle':
      return refusal(429, 'TOO_MANY_REQUESTS', 'Slow down.', {
        'retry-after': String(fault.retryAfterSeconds),
      });
    case 'server-error':
      return refusal(fault.status, 'SERVER_ERROR', 'Something went wrong.');
    case 'success-false':
      return refusal(200, fault.errorCode, 'The report could not be produced.');
    case 'truncated-json':
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    case 'not-json':
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<h1>Scheduled maintenance</h1>\n',
      };
    case 'redirect':
      return { status: fault.status, headers: { location: fault.location }, body: '' };
    case 'oversize':
      // Blanks after a JSON document are allowed, so only the size is wrong.
      return { ...answer, body: answer.body.toString().padEnd(fault.bytes, ' ') };
  }
}

function delay(response: ServerResponse, answer: Answer, ms: number): void {
  const timer = setTimeout(() => {
    send(response, answer);
  }, ms);
  response.once('close', () => {
    clearTimeout(timer);
  });
}

// One byte at a time, which never lets a time-out between two bytes fire: only a deadline for the whole ends it.
function drip(response: ServerResponse, { status, headers, body }: Answer, ms: number): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, headers);
  response.flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, ms);
  response.once('close', () => {
    clearInterval(timer);
  });
}

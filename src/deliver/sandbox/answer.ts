import type { ServerResponse } from 'node:http';
import { formed } from './formed.js';
import type { Holdings } from './holdings.js';
import type { Refusal } from './refusal.js';

/** An answer that is known whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; undefined sends no body. */
  readonly body: unknown;
}

/** A refusal as the server sends it. A 406 has no body: there is no form in which the client would take it. */
export function refused(refusal: Refusal, holdings: Pick<Holdings, 'behaviour' | 'now'>): Answer {
  const { status, headers, body } = formed(refusal, holdings);
  return { status, headers, body: status === 406 ? undefined : body };
}

/** Sends an answer with its length. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': 'application/fhir+json; charset=utf-8' }),
    ...headers,
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

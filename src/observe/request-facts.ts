import type { IncomingMessage } from 'node:http';

/** What the log may say of a request, as far as it has become known. An allow-list: no URL, query, header or body. */
export interface RequestFacts {
  /** Correlation id. */
  readonly requestId?: string | undefined;
  /** Pattern of the route that answers, never the address that was asked for. */
  readonly route?: string | undefined;
  /** Kind of the error that is answered. */
  readonly kind?: string | undefined;
  /** Name of the client that sent it, and whose reports it works with. */
  readonly client?: string | undefined;
  readonly tenant?: string | undefined;
}

/** Not a WeakMap: whatever one of them holds of a young request outlives it until the next full collection. */
const FACTS = Symbol('facts');

declare module 'http' {
  interface IncomingMessage {
    [FACTS]?: RequestFacts;
  }
}

/** Adds to what is known of a request. */
export function noteFacts(req: IncomingMessage, facts: RequestFacts): void {
  req[FACTS] = { ...req[FACTS], ...facts };
}

/** What was noted of a request. */
export function factsOf(req: IncomingMessage): RequestFacts {
  return req[FACTS] ?? {};
}

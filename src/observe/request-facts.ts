import type { IncomingMessage } from 'node:http';

/** What the log may say of a request, as far as it has become known. */
export interface RequestFacts {
  /** Pattern of the route that answers, never the address that was asked for. */
  readonly route?: string;
  /** Kind of the error that is answered. */
  readonly kind?: string;
  /** Name of the client that sent it, and whose reports it works with. */
  readonly client?: string;
  readonly tenant?: string;
}

const known = new WeakMap<IncomingMessage, RequestFacts>();

/** Adds to what is known of a request. */
export function noteFacts(req: IncomingMessage, facts: RequestFacts): void {
  known.set(req, { ...known.get(req), ...facts });
}

/** What was noted of a request. */
export function factsOf(req: IncomingMessage): RequestFacts {
  return known.get(req) ?? {};
}

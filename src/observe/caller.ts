import type { IncomingMessage } from 'node:http';

/** What a request's log line says of its caller. */
export interface Caller {
  readonly client: string;
  readonly tenant: string;
}

const callers = new WeakMap<IncomingMessage, Caller>();

/** Leaves for the log who sent a request, once that is known. */
export function noteCaller(req: IncomingMessage, { client, tenant }: Caller): void {
  callers.set(req, { client, tenant });
}

/** Who sent a request, as far as the log may know. */
export function callerOf(req: IncomingMessage): Caller | undefined {
  return callers.get(req);
}

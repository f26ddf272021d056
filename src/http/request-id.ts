import type { IncomingMessage } from 'node:http';
import { factsOf, noteFacts } from '../observe/request-facts.js';
import type { Middleware } from './middleware.js';
import { headerOf } from './header.js';

/** Alphabet and length that a caller's id may have: it is written into logs and into a response header. */
const TRUSTED = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Gives each request a correlation id and sends it back as `X-Request-Id`. A caller's own id is kept when it is
 * harmless, so that its log lines and ours can be joined.
 *
 * @param nextId gives a fresh unique id of the same alphabet, e.g. a UUID.
 */
export function requestId(nextId: () => string): Middleware {
  return (req, res, next) => {
    const given = headerOf(req, 'x-request-id');
    const id = given !== undefined && TRUSTED.test(given) ? given : nextId();
    noteFacts(req, { requestId: id });
    res.setHeader('X-Request-Id', id);
    next();
  };
}

/** The correlation id that {@link requestId} gave; a fixed word when a request failed before it. */
export function correlationId(req: IncomingMessage): string {
  return factsOf(req).requestId ?? 'unknown';
}

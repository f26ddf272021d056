import type { RequestHandler } from 'express';
import { OutcomeError } from '../fhir/outcome.js';
import type { Readiness } from './readiness.js';

/** Alive: the event loop turns. Says nothing about anybody else, so that a vendor's failure restarts no gateway. */
export const live: RequestHandler = (_req, res) => {
  res.status(200).type('application/json').send('{"status":"live"}');
};

/**
 * Ready for work: 200, or 503 once the shutdown has begun or while nothing can be stored.
 *
 * @param readiness is asked at each request.
 */
export function ready(readiness: Readiness): RequestHandler {
  return async (_req, res) => {
    if (!readiness.isReady()) {
      throw new OutcomeError('unavailable', 'This server is shutting down.', { kind: 'draining' });
    }
    if (!(await readiness.canWork())) {
      throw new OutcomeError('unavailable', 'This server cannot store anything now.', { kind: 'store' });
    }
    res.status(200).type('application/json').send('{"status":"ready"}');
  };
}

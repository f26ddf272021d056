import type { RequestHandler } from 'express';
import { OutcomeError } from '../fhir/outcome.js';
import type { Readiness } from './readiness.js';
import { sendContent } from './send-content.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Alive: the event loop turns. Says nothing about anybody else, so that a vendor's failure restarts no gateway. */
export const live: RequestHandler = (_req, res) => {
  sendContent(res, JSON_TYPE, '{"status":"live"}');
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
    sendContent(res, JSON_TYPE, '{"status":"ready"}');
  };
}

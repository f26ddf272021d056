import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from './logger.js';
import { factsOf, type RequestFacts } from './request-facts.js';

/** Everything that a request's log line holds. */
interface RequestLine extends RequestFacts {
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  /** True when the client left before the answer was complete. */
  readonly aborted: true | undefined;
}

/**
 * A middleware that writes one line per request, when its answer is complete or its client has gone: Node closes an answer once,
 * either way.
 *
 * @param logger of the process.
 */
export function requestLog(
  logger: Logger,
): (req: IncomingMessage, res: ServerResponse, next: () => void) => void {
  return (req, res, next) => {
    const start = Date.now();
    res.once('close', () => {
      logger[levelOf(res.statusCode)](lineOf(req, res, Date.now() - start), 'answered');
    });
    next();
  };
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}

function lineOf(req: IncomingMessage, res: ServerResponse, ms: number): RequestLine {
  const { requestId, route = 'none', kind, client, tenant } = factsOf(req);
  const { method = 'unknown' } = req;
  const aborted = res.writableFinished ? undefined : true;
  return { requestId, method, route, kind, client, tenant, status: res.statusCode, ms, aborted };
}

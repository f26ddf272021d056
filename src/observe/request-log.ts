import type { IncomingMessage, ServerResponse } from 'node:http';
import { pinoHttp, startTime, type HttpLogger } from 'pino-http';
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
 * One line per request, after its answer: pino-http for the life cycle, our own fields for the content.
 *
 * @param logger of the process.
 */
export function requestLog(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    // The line goes to the process's logger. pino-http also makes one for each request, and would write the whole request into it.
    quietResLogger: true,
    wrapSerializers: false,
    serializers: { req: () => undefined },
    genReqId: (req) => factsOf(req).requestId ?? 'unknown',
    customLogLevel: (_req, res) => levelOf(res.statusCode),
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'answered',
    customSuccessObject: lineOf,
    customErrorObject: lineOf,
  });
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}

function lineOf(req: IncomingMessage, res: ServerResponse): RequestLine {
  const { requestId, route = 'none', kind, client, tenant } = factsOf(req);
  const { method = 'unknown' } = req;
  const ms = Date.now() - res[startTime];
  const aborted = res.writableFinished ? undefined : true;
  return { requestId, method, route, kind, client, tenant, status: res.statusCode, ms, aborted };
}

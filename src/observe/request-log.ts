import type { IncomingMessage, ServerResponse } from 'node:http';
import { pinoHttp, startTime, type HttpLogger } from 'pino-http';
import type { Logger } from './logger.js';
import { factsOf, type RequestFacts } from './request-facts.js';

/** Everything that a request's log line holds. An allow-list: no URL, query, header or body gets in by accident. */
interface RequestLine extends RequestFacts {
  readonly requestId: IncomingMessage['id'];
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  /** True when the client left before the answer was complete. */
  readonly aborted?: true;
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
    genReqId: (req) => req.id,
    customLogLevel: (_req, res) => levelOf(res.statusCode),
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'answered',
    customSuccessObject: (req, res) => lineOf(req, res),
    customErrorObject: (req, res) => lineOf(req, res),
  });
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}

function lineOf(req: IncomingMessage, res: ServerResponse): RequestLine {
  return {
    requestId: req.id,
    method: req.method ?? 'unknown',
    route: 'none',
    ...factsOf(req),
    status: res.statusCode,
    ms: Date.now() - res[startTime],
    ...(res.writableFinished ? {} : { aborted: true }),
  };
}

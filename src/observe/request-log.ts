import type { IncomingMessage, ServerResponse } from 'node:http';
import { pinoHttp, startTime, type HttpLogger } from 'pino-http';
import { callerOf, type Caller } from './caller.js';
import type { Logger } from './logger.js';

/** Everything that a request's log line holds. An allow-list: no URL, query, header, body or id gets in by accident. */
interface RequestLine extends Partial<Caller> {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern, never the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** Kind of the error that was answered. */
  readonly kind?: string;
  /** True when the client left before the answer was complete. */
  readonly aborted?: true;
}

/** A response as Express makes it: `locals` is where routes leave what the log may say. */
interface ResponseWithLocals extends ServerResponse {
  readonly locals?: Readonly<Record<string, unknown>>;
}

/**
 * One line per request, after its answer: pino-http for the life cycle, our own fields for the content.
 *
 * @param logger of the process.
 */
export function requestLog(logger: Logger): HttpLogger<IncomingMessage, ResponseWithLocals> {
  return pinoHttp<IncomingMessage, ResponseWithLocals>({
    logger,
    quietReqLogger: true,
    quietResLogger: true,
    // pino-http binds the id into a child logger under this name; the line below then need not repeat it.
    customAttributeKeys: { reqId: 'requestId' },
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

function lineOf(req: IncomingMessage, res: ResponseWithLocals): Omit<RequestLine, 'requestId'> {
  const route = res.locals?.['route'];
  const kind = res.locals?.['errorKind'];
  return {
    method: req.method ?? 'unknown',
    route: typeof route === 'string' ? route : 'none',
    status: res.statusCode,
    ms: Date.now() - res[startTime],
    ...callerOf(req),
    ...(typeof kind === 'string' ? { kind } : {}),
    ...(res.writableFinished ? {} : { aborted: true }),
  };
}

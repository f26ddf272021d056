import type { Dispatcher } from 'undici';
import { classifyError, classifyResponse, type Outcome } from './classify.js';
import { readErrorCode } from './error-code.js';
import { decodeUtf8, isJsonType, readBytes, UnusableBody } from './answer-body.js';
import { readRetryAfter } from '../net/retry-after.js';

/** Enough of an error's body for its code; the rest is not received. */
const ERROR_BODY_LIMIT = 16 * 1024;

/** One GET. */
export interface AttemptRequest {
  /** Path and query, sent as it is. */
  readonly path: string;
  readonly token: string;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  readonly wallClock: () => number;
}

export type AttemptResult = { readonly text: string } | { readonly outcome: Outcome };

/**
 * Sends one GET and reads the answer. Never throws: what went wrong is the outcome.
 *
 * No content coding is asked for or accepted, so that the size counted is the size received and no
 * small answer can inflate; redirects are not followed (undici's `request` does not by itself).
 */
export async function attempt(pool: Dispatcher, request: AttemptRequest): Promise<AttemptResult> {
  try {
    const response = await pool.request({
      method: 'GET',
      path: request.path,
      signal: request.signal,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'derm-fhir-gateway',
        'X-API-TOKEN': request.token,
      },
    });
    return response.statusCode === 200
      ? { text: await readReportText(response, request.maxBytes) }
      : { outcome: await readRefusal(response, request.wallClock()) };
  } catch (error) {
    return { outcome: error instanceof UnusableBody ? error.outcome : classifyError(error) };
  }
}

async function readReportText(response: Dispatcher.ResponseData, maxBytes: number): Promise<string> {
  const broken = brokenHeader(response);
  if (broken !== null) {
    discard(response);
    throw new UnusableBody('structure', broken);
  }
  return decodeUtf8(await readBytes(response.body, maxBytes));
}

function brokenHeader(response: Dispatcher.ResponseData): { rule: string; text: string } | null {
  const coding = header(response, 'content-encoding') ?? 'identity';
  if (coding.toLowerCase() !== 'identity')
    return { rule: 'content-encoding', text: 'The answer has a content coding, and none was asked for.' };
  if (!isJsonType(header(response, 'content-type')))
    return { rule: 'content-type', text: 'The content type of the answer is not JSON.' };
  return null;
}

async function readRefusal(response: Dispatcher.ResponseData, wallClockMs: number): Promise<Outcome> {
  return classifyResponse({
    status: response.statusCode,
    retryAfterSeconds: readRetryAfter(header(response, 'retry-after'), wallClockMs),
    errorCode: await readRefusalCode(response),
  });
}

// The status alone decides; a body that breaks off or is not text only means that there is no code to show.
async function readRefusalCode(response: Dispatcher.ResponseData): Promise<string | undefined> {
  try {
    return readErrorCode(decodeUtf8(await readBytes(response.body, ERROR_BODY_LIMIT)));
  } catch {
    return undefined;
  }
}

function discard(response: Dispatcher.ResponseData): void {
  // A destroyed body reports its own abort as an error event, which nobody needs any more.
  response.body.on('error', () => undefined).destroy();
}

function header(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

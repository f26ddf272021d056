import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { systemCode } from '../../net/system-code.js';
import type { Unanswered } from './answer.js';
import { reasonOf } from './deadline.js';

/** One request, ready for the wire. */
export interface WireRequest {
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A status came back; how much of the body did, is another matter. */
export interface WireAnswer {
  readonly kind: 'status';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Decoded as UTF-8; null when it did not come to its end, is too large, or is not UTF-8. */
  readonly text: string | null;
}

/**
 * Whoever answers a writing has little to say but what was written, which some do although nobody asks; what is larger is not read.
 * What is asked for is as large as it is.
 *
 * @returns bytes.
 */
function mostOf({ body }: WireRequest): number {
  return body === null ? Infinity : 2 * 2 ** 20 + 2 * Buffer.byteLength(body);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Sends one request and takes the answer. Nothing is repeated or followed.
 *
 * @param dispatcher bounds the size of any answer, and what is connected to.
 * @param signal ends it early, also while it waits for a connection: then it is never sent.
 * @returns never rejects: what went wrong is in what it gives.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  signal: AbortSignal,
): Promise<WireAnswer | Unanswered> {
  return new Promise((resolve) => {
    const reply = new Reply(resolve, signal, mostOf(request));
    if (!reply.isOver) dispatcher.dispatch({ ...request, headers: { ...request.headers } }, reply);
  });
}

/** Collects one answer. It settles once; what comes later is not looked at. */
class Reply implements Dispatcher.DispatchHandler {
  isOver = false;
  #controller: Dispatcher.DispatchController | null = null;
  #status: number | null = null;
  #headers: IncomingHttpHeaders = {};
  readonly #chunks: Buffer[] = [];
  readonly #resolve: (answer: WireAnswer | Unanswered) => void;
  readonly #signal: AbortSignal;
  #left: number;

  /** @param maxBytes of the answer's body. */
  constructor(resolve: (answer: WireAnswer | Unanswered) => void, signal: AbortSignal, maxBytes: number) {
    this.#resolve = resolve;
    this.#signal = signal;
    this.#left = maxBytes;
    signal.addEventListener('abort', this.#abort, { once: true });
    if (signal.aborted) this.#abort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.isOver) controller.abort(reasonOf(this.#signal));
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
    // 1xx says that the answer is still to come (RFC 9110 §15.2).
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#left -= chunk.length;
    if (this.#left >= 0) this.#chunks.push(chunk);
    else this.#drop(controller);
  }

  onResponseEnd(): void {
    this.#settle(decoded(Buffer.concat(this.#chunks)), undefined);
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#settle(null, error);
  }

  #drop(controller: Dispatcher.DispatchController): void {
    this.#chunks.length = 0;
    const error = new Error('the answer is too large');
    this.#settle(null, error);
    controller.abort(error);
  }

  readonly #abort = (): void => {
    const reason = reasonOf(this.#signal);
    this.#settle(null, reason);
    this.#controller?.abort(reason);
  };

  #settle(text: string | null, error: Error | undefined): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#signal.removeEventListener('abort', this.#abort);
    const isSent = this.#controller !== null;
    this.#resolve(
      this.#status === null
        ? { kind: 'unanswered', code: systemCode(error) ?? 'UNKNOWN', isSent }
        : { kind: 'status', status: this.#status, headers: this.#headers, text },
    );
  }
}

function decoded(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

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
  /** Decoded as UTF-8; null when it did not come to its end, or is not UTF-8. */
  readonly text: string | null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Sends one request and takes the answer. Nothing is repeated or followed.
 *
 * @param dispatcher bounds the size of the answer, and what is connected to.
 * @param signal ends it early, also while it waits for a connection: then it is never sent.
 * @returns never rejects: what went wrong is in what it gives.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  signal: AbortSignal,
): Promise<WireAnswer | Unanswered> {
  return new Promise((resolve) => {
    const reply = new Reply(resolve, signal);
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

  constructor(resolve: (answer: WireAnswer | Unanswered) => void, signal: AbortSignal) {
    this.#resolve = resolve;
    this.#signal = signal;
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

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#settle(decoded(Buffer.concat(this.#chunks)), undefined);
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#settle(null, error);
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

import { startTimer, type StartTimer } from './timer.js';
import type { Sending } from './send-request.js';

/** What an attempt asks before it sends anything. */
export interface Guard {
  /** Ends the attempt when its claim may be another worker's by now. */
  readonly check: () => void;
  /** Takes the leave to send one request. @returns 0, or after how many ms to ask again. */
  readonly takeRequest: () => number;
  /** Ends the attempt, and waiting. */
  readonly signal: AbortSignal;
  readonly startTimer?: StartTimer | undefined;
}

/**
 * A sender for one attempt, which sends no faster than the destination's rate, and nothing after the claim's time. The leave to send
 * the first request was taken with the claim: only attempts of several requests ever wait here.
 */
export function guardedSender({ send, get }: Sending['sender'], guard: Guard): Sending['sender'] {
  const { check, takeRequest, signal } = guard;
  let isFirst = true;
  const leave = async (): Promise<void> => {
    for (let waitMs = isFirst ? 0 : takeRequest(); waitMs > 0 && !signal.aborted; waitMs = takeRequest())
      await waited(waitMs, guard);
    isFirst = false;
    check();
  };
  return {
    send: async (...asked) => {
      await leave();
      return send(...asked);
    },
    get: async (...asked) => {
      await leave();
      return get(...asked);
    },
  };
}

/** Resolves after so long, or when the attempt is ended. */
function waited(ms: number, { signal, startTimer: start = startTimer }: Guard): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener('abort', end);
      cancel();
      resolve();
    };
    const cancel = start(end, ms);
    signal.addEventListener('abort', end);
  });
}

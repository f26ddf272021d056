import type { Timing } from '../timing.js';
import { DeadlinePassed } from '../repeat.js';

/** One download, from the request to the last byte: what ends it early. */
export interface Transfer {
  /** Aborts when the whole time is spent, when the caller leaves, or when it is over. */
  readonly signal: AbortSignal;
  /** Says that it is over; whatever is still under way is cut. */
  end(): void;
}

/**
 * Starts the clock of a download.
 *
 * @param caller ends the transfer, too; its reason is kept.
 * @param totalMs bounds a server that always sends a little before any other time-out.
 */
export function startTransfer(timing: Timing, totalMs: number, caller: AbortSignal): Transfer {
  const controller = new AbortController();
  const leave = (): void => {
    controller.abort(caller.reason);
  };
  const stopClock = timing.after(totalMs, () => {
    controller.abort(new DeadlinePassed());
  });
  if (caller.aborted) leave();
  else caller.addEventListener('abort', leave, { once: true });
  return {
    signal: controller.signal,
    end() {
      stopClock();
      caller.removeEventListener('abort', leave);
      controller.abort();
    },
  };
}

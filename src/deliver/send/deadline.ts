/** The time for something is up. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
  readonly code = 'DEADLINE';
}

/** Whoever asked for something does not want it any more. */
export class CallerLeft extends Error {
  override readonly name = 'CallerLeft';
  readonly code = 'ABORTED';
}

/**
 * Runs a task with a signal that ends it when its time is up or the caller leaves. Nothing stays registered afterwards, so that one
 * caller's signal serves any number of tasks.
 *
 * @param ms for the task as a whole; a server that always sends a little before any other time-out is bounded by nothing else.
 */
export async function withDeadline<T>(
  ms: number,
  caller: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DeadlinePassed());
  }, ms);
  const leave = (): void => {
    controller.abort(new CallerLeft());
  };
  if (caller?.aborted === true) leave();
  caller?.addEventListener('abort', leave, { once: true });
  try {
    return await task(controller.signal);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', leave);
  }
}

/** Waits for something that others wait for as well: leaving does not end it. */
export async function waitFor<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_resolve, reject) => {
    leave = () => {
      reject(reasonOf(signal));
    };
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([shared, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** Why a signal was aborted. */
export function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new CallerLeft();
}

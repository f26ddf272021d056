interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  callers: number;
}

/**
 * Joins calls for the same thing: while one is under way, later callers wait for its result.
 *
 * A caller's own signal only detaches that caller. When the last one has left, the work is aborted and
 * forgotten, so that a newcomer starts afresh instead of joining something that is being torn down.
 */
export class Joined<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /**
   * @param key what the work is about
   * @param start begins the work; its controller aborts when nobody waits any more, and the work may abort it itself
   * @param signal this caller's own
   * @returns the shared result; rejects with the signal's reason when this caller leaves
   */
  async run(
    key: string,
    start: (controller: AbortController) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    const flight = this.#flights.get(key) ?? this.#begin(key, start);
    flight.callers += 1;
    try {
      return await (signal === undefined ? flight.result : orAborted(flight.result, signal));
    } finally {
      flight.callers -= 1;
      // What is settled is forgotten already; this is still under way, and for nobody.
      if (flight.callers === 0 && this.#forget(key, flight)) {
        flight.controller.abort(new Error('Nobody waits for this any more.'));
      }
    }
  }

  /** Aborts everything under way; those who wait get the reason. */
  abortAll(reason: Error): void {
    for (const flight of this.#flights.values()) flight.controller.abort(reason);
    this.#flights.clear();
  }

  #begin(key: string, start: (controller: AbortController) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = { result: start(controller), controller, callers: 0 };
    // Once it is settled nobody may join: the next caller wants a fresh answer. This also
    // keeps a rejection that nobody waits for any more from being reported as unhandled.
    const forget = (): void => {
      this.#forget(key, flight);
    };
    flight.result.then(forget, forget);
    this.#flights.set(key, flight);
    return flight;
  }

  /** Whether it was still known. */
  #forget(key: string, flight: Flight<T>): boolean {
    return this.#flights.get(key) === flight && this.#flights.delete(key);
  }
}

async function orAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  let leave = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    leave = resolve;
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
  signal.throwIfAborted();
  return result;
}

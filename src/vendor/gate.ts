/** Thrown when both the running and the waiting places are taken. */
export class GateFull extends Error {
  override readonly name = 'GateFull';
}

interface Waiter {
  readonly admit: () => void;
}

/**
 * Lets a bounded number in and keeps a bounded number waiting, in order of arrival. An unbounded queue
 * would turn a slow vendor into a full memory here.
 */
export class Gate {
  readonly #places: number;
  readonly #queueLength: number;
  readonly #waiters = new Set<Waiter>();
  #inside = 0;

  /**
   * @param places how many may be inside, >= 1
   * @param queueLength how many may wait, >= 0
   */
  constructor(places: number, queueLength: number) {
    this.#places = places;
    this.#queueLength = queueLength;
  }

  /**
   * Waits for a place.
   *
   * @param signal gives up the waiting; the promise then rejects with the signal's reason
   * @returns a function that frees the place; calling it again does nothing
   * @throws GateFull when nobody else may wait
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#inside < this.#places) this.#inside += 1;
    else if (this.#waiters.size >= this.#queueLength) throw new GateFull('No place and no room to wait.');
    else if (!(await this.#wait(signal))) signal.throwIfAborted();
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave();
    };
  }

  /** True when admitted, false when the signal came first. */
  #wait(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#waiters.delete(waiter);
        resolve(false);
      };
      const waiter: Waiter = {
        admit: () => {
          signal.removeEventListener('abort', giveUp);
          resolve(true);
        },
      };
      this.#waiters.add(waiter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  // The place is handed on rather than freed, so that a newcomer cannot overtake those who wait.
  #leave(): void {
    const [next] = this.#waiters;
    if (next === undefined) {
      this.#inside -= 1;
      return;
    }
    this.#waiters.delete(next);
    next.admit();
  }
}

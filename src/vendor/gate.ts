/** Thrown when both the running and the waiting places are taken. */
export class GateFull extends Error {
  override readonly name = 'GateFull';
}

/**
 * Lets a bounded number of works run and keeps a bounded number waiting, in order of arrival. An unbounded queue
 * would turn a slow vendor into a full memory here.
 */
export class Gate {
  readonly #places: number;
  readonly #queueLength: number;
  readonly #waiting = new Set<() => void>();
  #inside = 0;

  /**
   * @param places how many may run, >= 1
   * @param queueLength how many may wait, >= 0
   */
  constructor(places: number, queueLength: number) {
    this.#places = places;
    this.#queueLength = queueLength;
  }

  /**
   * Runs `work` as soon as there is a place.
   *
   * @param signal gives up the waiting; the work itself has to look after its own end
   * @throws GateFull when nobody else may wait
   * @throws the signal's reason when it aborts before there was a place
   */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.#inside < this.#places) this.#inside += 1;
    else if (this.#waiting.size >= this.#queueLength) throw new GateFull('No place and no room to wait.');
    else if (!(await this.#admitted(signal))) signal.throwIfAborted();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** True once there is a place, false when the signal came first. */
  #admitted(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#waiting.delete(admit);
        resolve(false);
      };
      const admit = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      this.#waiting.add(admit);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  // The place is handed on rather than freed, so that a newcomer cannot overtake those who wait.
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#inside -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

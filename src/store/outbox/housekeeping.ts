/** What keeps deliveries and intakes from being stuck. */
export interface Housekeeping {
  /**
   * Ends the leases of a worker process that is known to be gone: a process that starts does so for the one before it, so that
   * what that one had in hand does not wait for its leases to end.
   */
  abandon(owner: string, nowMs: number): Promise<void>;
  /**
   * After the clock was put back: what is due at a time of the clock as it was falls due as long after now as it was to wait
   * then. Nor does a destination stay held, or what is shared in somebody's hand, for longer; where one asked to wait it is asked
   * again. To be called at the start and now and then.
   *
   * @returns of how many deliveries and intakes that is so.
   */
  mendClock(nowMs: number): Promise<number>;
  /**
   * Removes deliveries that have ended, with their attempts, of reports that were erased before a time: where a report went stays
   * in the audit of its erasure.
   *
   * @param timeMs ms since the epoch.
   * @returns how many deliveries.
   */
  forgetErasedBefore(timeMs: number): Promise<number>;
  /**
   * Forgets what receivers said in attempts that began before a time: its kind, and what it was about, stays.
   *
   * @param timeMs ms since the epoch.
   * @returns of how many attempts.
   */
  forgetWordsBefore(timeMs: number): Promise<number>;
}

/** Why nothing is sent to a destination now, if so. Deliveries to it keep their places. */
export interface DestinationState {
  /** Its name. */
  readonly destination: string;
  /** An operator said so; only an operator ends it. */
  readonly paused: { readonly sinceMs: number; readonly by: string } | null;
  /** Something is wrong with the destination as a whole: its credentials, its address. */
  readonly held: {
    readonly sinceMs: number;
    /** Outcome that it was held for, e.g. `unauthorised`. */
    readonly reason: string;
    /** Code of the transport error, if there was one. */
    readonly errorCode: string | null;
    /** When it is tried again by itself. */
    readonly untilMs: number;
  } | null;
  /** Its last answers, or the lack of them, say that it cannot be reached or fails. It is tried all the same. */
  readonly failing: {
    readonly sinceMs: number;
    /** Outcome of the last attempt, e.g. `unreachable`. */
    readonly reason: string;
    readonly errorCode: string | null;
  } | null;
  /** It asked to wait until then; null or past: it does not. */
  readonly throttledUntilMs: number | null;
}

/** States of destinations, shared by every worker on the same database. What was never set is not closed. */
export interface DestinationStates {
  /** @param destinations names; each gets its state, in that order. */
  read(destinations: readonly string[]): Promise<readonly DestinationState[]>;
  /** @param by client or operator, for the audit. */
  pause(destination: string, by: string, nowMs: number): Promise<void>;
  /** Ends pause, hold and throttling; what reports share is stored there again with the next one. */
  resume(destination: string, by: string, nowMs: number): Promise<void>;
  /**
   * A delivery that succeeds ends it.
   *
   * @param untilMs when it is tried again by itself.
   * @param errorCode of the transport error, if there was one.
   */
  hold(
    destination: string,
    reason: string,
    untilMs: number,
    nowMs: number,
    errorCode?: string | null,
  ): Promise<void>;
  /** A later time that was set before stays. */
  throttle(destination: string, untilMs: number): Promise<void>;
}

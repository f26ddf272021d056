import type { Behaviour } from './behaviour.js';
import type { Deciding } from './resolve-write.js';

/** A receiver's state and rules, as its interactions see them. */
export interface Holdings extends Deciding {
  readonly behaviour: Behaviour;
  /** Base URL, without a trailing slash. */
  readonly base: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /**
   * Counts writes off a quota.
   *
   * @throws Refusal when it is used up.
   */
  readonly spend: (writes: number) => void;
}

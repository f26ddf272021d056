import type { DeliveryOutcome } from '../outcome.js';

/** Why a delivery is given up: refused for good, tried too often or too long, or what it holds makes the server fail. */
export type DeadReason = 'refused' | 'budget' | 'horizon' | 'poison-suspected';

/** What becomes of a delivery after an attempt. Times are ms since the epoch. */
export type Decision =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'retry';
      readonly dueMs: number;
      /** Whether the attempt uses up the budget. */
      readonly counts: boolean;
      /** Nothing at all is to be sent to the destination until then; null when only this delivery waits. */
      readonly throttleUntilMs: number | null;
    }
  /** Too large: send it in smaller parts, or without its media. */
  | { readonly kind: 'shrink' }
  /** Waits for something that others have to bring, e.g. a patient who is not there yet. */
  | { readonly kind: 'park'; readonly dueMs: number }
  /** The destination as a whole takes nothing. Nothing is counted, all deliveries keep their places. */
  | { readonly kind: 'hold'; readonly reason: DeliveryOutcome; readonly untilMs: number }
  | { readonly kind: 'dead'; readonly reason: DeadReason };

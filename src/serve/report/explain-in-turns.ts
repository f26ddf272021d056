import { setImmediate } from 'node:timers/promises';
import type { ExplanationSteps } from '../../explain/explain.js';
import type { Explanation } from '../../explain/explanation.js';
import { createFairQueue, type Asker } from '../../store/fair-queue.js';

/** Milliseconds after which other requests have their turn: one translation may take longer, as for `$translate`. */
const TURN_MS = 10;

/** Each takes some two seconds at most. */
const MAX_WAITING = 8;

/** For whom something is explained, and whether it is wanted still. */
export type Wanting = Required<Asker>;

/**
 * Makes an explanation while other requests have their turns.
 *
 * @param begin called when it is the turn of this explanation; what it throws is thrown.
 * @throws OutcomeError 503 when too many of the same client wait already.
 */
export type ExplainInTurns = (who: Wanting, begin: () => ExplanationSteps) => Promise<Explanation>;

/** An explanation is hundreds of translations: there is one at a time, and clients take turns. */
export function createExplainInTurns(): ExplainInTurns {
  const inTurn = createFairQueue(1, MAX_WAITING, 'explanations');
  return (who, begin) => inTurn(who, () => taken(begin(), who.signal));
}

/** Takes the steps, and lets others have their turn in between. */
async function taken(steps: ExplanationSteps, signal: AbortSignal): Promise<Explanation> {
  let turn = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < turn + TURN_MS) continue;
    await setImmediate();
    signal.throwIfAborted();
    turn = performance.now();
  }
}

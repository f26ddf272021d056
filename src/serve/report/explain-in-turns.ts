import { setImmediate } from 'node:timers/promises';
import type { ExplanationSteps } from '../../explain/explain.js';
import type { Explanation } from '../../explain/explanation.js';

/** Milliseconds for which other requests may wait. */
const TURN_MS = 10;

/** Takes the steps, and lets others have their turn in between. */
export async function explainInTurns(steps: ExplanationSteps, signal: AbortSignal): Promise<Explanation> {
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

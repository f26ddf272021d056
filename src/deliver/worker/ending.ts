import type { Attempt, AttemptIssue, ClaimedDelivery, Verdict } from '../../store/outbox/delivery.js';
import type { Judgement } from '../judgement.js';
import { signOf } from '../policy/breaker.js';
import type { Decision } from '../policy/decision.js';
import type { ReceiverIssue } from '../receiver-issue.js';
import type { DeliveryEnd } from './deliver-version.js';
import { progressAfter, type Progress } from './progress.js';

/** What is known of an attempt beside how it ended. */
export type AttemptFrame = Pick<Attempt, 'startedMs' | 'durationMs' | 'correlationId'>;

/** An attempt that was judged. */
export interface Attempted {
  readonly frame: AttemptFrame;
  /** What it and those before it brought. */
  readonly progress: Progress;
}

/** The destination is closed for everything until then, in ms since the epoch. */
export type Closure =
  | {
      readonly kind: 'hold';
      readonly reason: string;
      readonly untilMs: number;
      readonly errorCode: string | null;
    }
  | { readonly kind: 'throttle'; readonly untilMs: number };

/** What the outbox is told of an attempt: the end of the claim, and whether the destination is closed. */
export interface Ending {
  readonly verdict: Verdict;
  readonly closure: Closure | null;
}

/** Ends a claim of what cannot be sent as it is. */
export function endingOfPlan(
  { reason }: Extract<DeliveryEnd, { kind: 'not-plannable' }>,
  frame: AttemptFrame,
): Ending {
  return unsent(reason, frame);
}

/** So often what worked on a delivery may be gone without a word: then it is the delivery that makes it so. */
const MOST_INTERRUPTIONS = 10;

/** Ends a claim of what was interrupted too often; null: it may be tried. */
export function endingOfInterrupted(
  { interruptions }: Pick<ClaimedDelivery, 'interruptions'>,
  frame: AttemptFrame,
): Ending | null {
  return interruptions < MOST_INTERRUPTIONS ? null : unsent('interrupted', frame);
}

function unsent(outcome: string, frame: AttemptFrame): Ending {
  const attempt = { ...frame, outcome, status: null, issues: [], counts: true };
  return { verdict: { kind: 'dead', attempt }, closure: null };
}

/**
 * Ends a claim as the policy decided.
 *
 * @param decision `shrink` here means that it was made smaller already: it is given up.
 * @param nowMs ms since the epoch.
 */
export function endingOf(
  { content, judgement }: Extract<DeliveryEnd, { kind: 'judged' }>,
  decision: Decision,
  { frame, progress }: Attempted,
  nowMs: number,
): Ending {
  const retry = (dueMs: number, counts: boolean): Extract<Verdict, { kind: 'retry' }> => ({
    kind: 'retry',
    dueMs,
    progress: progressAfter(judgement.outcome, progress),
    attempt: attemptOf(counts),
    isDown,
  });
  const isDown = signOf(judgement.outcome) === 'failure';
  const attemptOf = (counts: boolean): Attempt => ({ ...frame, ...told(judgement), counts });
  switch (decision.kind) {
    case 'delivered':
      return { verdict: { kind: 'delivered', ...content, attempt: attemptOf(true) }, closure: null };
    case 'retry':
      return {
        verdict: retry(decision.dueMs, decision.counts),
        closure:
          decision.throttleUntilMs === null ? null : { kind: 'throttle', untilMs: decision.throttleUntilMs },
      };
    case 'park':
      return { verdict: retry(decision.dueMs, true), closure: null };
    case 'hold':
      // It keeps its place: it is due at once when the destination opens again.
      return {
        verdict: { ...retry(nowMs, false), startsAnew: true },
        closure: {
          ...{ kind: 'hold', reason: decision.reason, untilMs: decision.untilMs },
          errorCode: judgement.transportCode ?? null,
        },
      };
    default:
      return { verdict: { kind: 'dead', attempt: attemptOf(true), isDown }, closure: null };
  }
}

type Told = Pick<Attempt, 'outcome' | 'status' | 'errorCode' | 'issues'>;

function told({ outcome, status, transportCode, issues }: Judgement): Told {
  const error = transportCode === undefined ? {} : { errorCode: transportCode };
  return {
    outcome,
    status,
    ...error,
    issues: issues.filter(isSaid).map((issue): AttemptIssue => ({ ...issue })),
  };
}

/** Some servers have an issue without a word for each entry that is well. */
function isSaid({ severity, text }: ReceiverIssue): boolean {
  return text !== '' || (severity !== 'information' && severity !== 'success');
}

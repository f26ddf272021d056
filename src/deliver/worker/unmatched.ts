import type { Judgement } from '../judgement.js';
import type { Judged } from '../policy/judge.js';
import type { ReceiverIssue } from '../receiver-issue.js';
import type { Answer } from '../send/answer.js';
import type { Unmatched } from './find-match.js';

/**
 * Judges a search that did not find one resource. Nothing was sent yet, so an answer that is none leaves nothing unknown.
 *
 * @param sent what it was made for.
 * @param none what it means that nothing is there.
 */
export function judgeUnmatched(
  match: Unmatched,
  sent: Judged,
  { judge }: { readonly judge: (answer: Answer, sent: Judged) => Judgement },
  none: Judgement['outcome'],
): Judgement {
  if (match.kind === 'unanswered') {
    const judgement = judge(match.answer, sent);
    const isUnclear = judgement.outcome === 'delivered' || judgement.outcome === 'unverifiable';
    return isUnclear ? { ...judgement, outcome: 'transient' } : judgement;
  }
  if (match.kind === 'inexact') return { ...nothing('misconfigured'), issues: [INEXACT] };
  return nothing(match.kind === 'several' ? 'several-matches' : none);
}

const INEXACT: ReceiverIssue = {
  severity: 'error',
  code: 'not-supported',
  text: 'The receiver does not search as it is asked to: it shows what was not searched for, or not all that it found.',
};

function nothing(outcome: Judgement['outcome']): Judgement {
  return { outcome, status: null, retryAfterSeconds: null, entries: [], issues: [] };
}

import type { Judgement } from '../judgement.js';
import type { Judged } from '../policy/judge.js';
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
  const outcome = match.kind === 'several' ? 'several-matches' : none;
  return { outcome, status: null, retryAfterSeconds: null, entries: [], issues: [] };
}

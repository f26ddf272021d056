import type { Candidate } from './candidates.js';
import { likeliest } from './likeliest.js';
import { percentInWords } from './percent-in-words.js';
import { inSentence } from './shortened.js';

/** So many candidates are named in words; all of them are Observations. */
const NAMED = 5;

/** What the words are made from. */
export interface ConclusionParts {
  /** Name of the top-level pathology; null: there is none, or it has no name. */
  readonly settled: string | null;
  /** Whether there is a top-level pathology: one reached the vendor's threshold. */
  readonly isSettled: boolean;
  /** Those that are carried. */
  readonly candidates: readonly Pick<Candidate, 'name' | 'probability'>[];
  /** How many the vendor gave. */
  readonly total: number;
  /** Whether there are severity scores: a report may be about severity alone. */
  readonly hasScores: boolean;
}

/** What every conclusion begins with. */
export const PRELIMINARY = 'AI-generated preliminary assessment, not reviewed by a clinician.';

/** The conclusion in words, for readers whose software shows neither labels nor devices. */
export function conclusionText(parts: ConclusionParts): string {
  return [PRELIMINARY, verdict(parts), list(parts)].join(' ');
}

function verdict({ settled, isSettled, total, hasScores }: ConclusionParts): string {
  if (settled !== null) return `Condition above the confidence threshold: ${inSentence(settled)}.`;
  if (isSettled) return 'A condition reached the confidence threshold; the report does not name it.';
  if (total === 0 && hasScores) return 'The report gives severity scores and no diagnosis.';
  return 'No condition reached the confidence threshold.';
}

function list({ candidates, total, hasScores }: ConclusionParts): string {
  if (total === 0)
    return hasScores ? 'No candidate conditions are given.' : 'The analysis gave no candidate conditions.';
  const named = likeliest(candidates, NAMED).map(({ name, probability }) =>
    probability === null ? inSentence(name) : `${inSentence(name)} ${percentInWords(probability)}`,
  );
  if (named.length === 0) return `Candidate conditions: 0 of ${total} shown.`;
  const shown = named.length < total ? ` (${named.length} of ${total} shown)` : '';
  return `Candidate conditions${shown}: ${named.join(', ')}.`;
}

import type { Candidate } from './candidates.js';

/** So many candidates are named in words; all of them are Observations. */
const NAMED = 5;

/**
 * The conclusion in words, for readers whose software shows neither labels nor devices.
 *
 * @param settled name of the top-level pathology; null: none reached the vendor's threshold.
 * @param candidates those that are carried, in the vendor's order.
 * @param total how many the vendor gave.
 */
export function conclusionText(
  settled: string | null,
  candidates: readonly Candidate[],
  total: number,
): string {
  return [
    'AI-generated preliminary assessment, not reviewed by a clinician.',
    verdict(settled),
    list(candidates, total),
  ].join(' ');
}

function verdict(settled: string | null): string {
  return settled === null
    ? 'No condition reached the confidence threshold.'
    : `Condition above the confidence threshold: ${settled}.`;
}

function list(candidates: readonly Candidate[], total: number): string {
  if (total === 0) return 'The analysis gave no candidate conditions.';
  const named = candidates
    .slice(0, NAMED)
    .map(({ name, probability }) => (probability === null ? name : `${name} ${probability} %`));
  if (named.length === 0) return `Candidate conditions: 0 of ${total} shown.`;
  const shown = named.length < total ? ` (${named.length} of ${total} shown)` : '';
  return `Candidate conditions${shown}: ${named.join(', ')}.`;
}

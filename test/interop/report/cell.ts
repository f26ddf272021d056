import type { Outcome, Trial } from './trial.js';

/** What a cell says of its trials: how many held, or what was said. */
export function cellText(trials: readonly Trial[]): string {
  if (trials.length === 0) return '';
  const of = (outcome: Outcome): Trial[] => trials.filter((trial) => trial.outcome === outcome);
  const [held, declined, failed] = [of('held').length, of('declined').length, of('failed').length];
  if (failed > 0) return `✗ ${failed} of ${trials.length}`;
  const said = [...new Set(trials.flatMap(({ detail }) => detail ?? []))];
  if (said.length > 0 && (held === 0 || trials.length === 1)) return said.join(', ');
  if (declined > 0) return `${held} of ${trials.length}`;
  return held === 1 ? '✓' : `✓ ${held}`;
}

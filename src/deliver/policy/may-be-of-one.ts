import type { Judgement } from '../judgement.js';

const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 403, 405]);

/**
 * Whether a refusal may be about what was sent and not about who sends: 403 says that these credentials do not allow this, for example
 * a protected patient, where 401 says that there are none that are valid (RFC 9110 §15.5). What one entry gets is never about the whole.
 */
export function mayBeOfOne({ outcome, status, entries }: Judgement): boolean {
  if (outcome !== 'unauthorised' && outcome !== 'misconfigured') return false;
  return status === 403 || entries.some((entry) => REFUSALS.has(entry.status));
}

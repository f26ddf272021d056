import { readRetryAfter } from '../../net/retry-after.js';
import type { AnswerHeaders } from '../send/answer.js';

/**
 * How long a server asks to wait. Whatever it says is honoured: a wait beyond the horizon ends the delivery, where people see it,
 * instead of being cut in silence.
 *
 * @param wallClockMs ms since the epoch, for a `Retry-After` that is a date.
 * @returns whole seconds, the longest that any header says; null when none does.
 */
export function askedWait(headers: AnswerHeaders, wallClockMs: number): number | null {
  const waits = [
    readRetryAfter(headers['retry-after'], wallClockMs, Infinity),
    milliseconds(headers['x-ms-retry-after-ms']),
    exhausted(headers.ratelimit),
  ].filter((wait) => wait !== undefined);
  return waits.length === 0 ? null : Math.max(...waits);
}

/** Azure's own header. */
function milliseconds(header: string | undefined): number | undefined {
  const text = header?.trim() ?? '';
  return /^\d{1,12}$/.test(text) ? Math.ceil(Number(text) / 1_000) : undefined;
}

/**
 * When the policies that nothing is left of begin anew: `"requests";r=0;t=12, "points";r=5;t=3` → 12
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/, as Medplum sends it).
 */
function exhausted(header: string | undefined): number | undefined {
  const waits = (header ?? '')
    .split(',')
    .filter((policy) => /;\s*r=0(?:\D|$)/.test(policy))
    .map((policy) => /;\s*t=(\d{1,9})(?:\D|$)/.exec(policy)?.[1])
    .filter((seconds) => seconds !== undefined);
  return waits.length === 0 ? undefined : Math.max(...waits.map(Number));
}

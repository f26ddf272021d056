/** Gives numbers from 0 up to, and not including, 1. */
export type Random = () => number;

const SHORTEST_MS = 500;
const FIRST_MS = 2_000;
const LONGEST_MS = 15 * 60_000;

/**
 * Exponential backoff with full jitter, so that deliveries that failed together do not come back together
 * (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/).
 *
 * @param failures before this one.
 * @returns ms, from half a second to a quarter of an hour.
 */
export function backoffMs(failures: number, random: Random): number {
  return between(SHORTEST_MS, Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 30)), random);
}

/**
 * The pace after a conflict, which two writers have at one moment.
 *
 * @returns ms, from 50 to 5,000.
 */
export function conflictBackoffMs(failures: number, random: Random): number {
  return between(50, Math.min(5_000, 100 * 2 ** Math.min(failures, 30)), random);
}

const LONGEST_THROTTLE_MS = 64_000;

/**
 * The pace after a server has asked to slow down without saying for how long. Such attempts are not counted: the time that has passed
 * since the first one takes the place of their number, and grows as they get rarer.
 *
 * @returns ms, from half a second to about a minute.
 */
export function throttleBackoffMs(elapsedMs: number, random: Random): number {
  return between(SHORTEST_MS, Math.min(LONGEST_THROTTLE_MS, Math.max(FIRST_MS, elapsedMs)), random);
}

/** Any whole number from the least up to, and not including, the most. */
export function between(least: number, most: number, random: Random): number {
  return Math.floor(least + random() * (most - least));
}

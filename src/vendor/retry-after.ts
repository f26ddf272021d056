/** Longest wait taken seriously, in seconds (6 hours); a vendor asking for a year is not to be believed. */
export const RETRY_AFTER_LIMIT = 6 * 60 * 60;

/**
 * Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110 §10.2.3).
 *
 * @param header the header's value
 * @param wallClockMs milliseconds since the epoch, to turn a date into a span
 * @returns whole seconds from 0 to {@link RETRY_AFTER_LIMIT}, or undefined when absent, unreadable or already past
 */
export function readRetryAfter(header: string | undefined, wallClockMs: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), RETRY_AFTER_LIMIT);
  // Only the shape of an HTTP date goes to Date.parse, which would otherwise read a negative number as a year.
  if (!/^[A-Z][a-z]{2,8},? .*\d{2}:\d{2}:\d{2}/.test(text)) return undefined;
  const seconds = Math.ceil((Date.parse(text) - wallClockMs) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, RETRY_AFTER_LIMIT) : undefined;
}

/** Longest wait taken seriously, in seconds (6 hours), unless told otherwise; a vendor asking for a year is not to be believed. */
export const RETRY_AFTER_LIMIT = 6 * 60 * 60;

// The three forms of an HTTP date (RFC 9110 §5.6.7). Nothing else goes to Date.parse, which would read `-5` as a year.
const HTTP_DATE = /^[A-Z][a-z]{2,8},? [A-Za-z0-9 -]+ \d{2}:\d{2}:\d{2}(?: GMT| \d{4})$/;

/**
 * Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110 §10.2.3).
 *
 * @param header the header's value
 * @param wallClockMs milliseconds since the epoch, to turn a date into a span
 * @param limit longest wait in seconds; what is longer becomes this
 * @returns whole seconds from 0 to the limit, or undefined when absent, unreadable or already past
 */
export function readRetryAfter(
  header: string | undefined,
  wallClockMs: number,
  limit = RETRY_AFTER_LIMIT,
): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), limit);
  if (!HTTP_DATE.test(text)) return undefined;
  // The oldest form, of C's asctime(), ends in the year and means GMT without saying so.
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  const seconds = Math.ceil((date - wallClockMs) / 1000);
  return seconds > 0 ? Math.min(seconds, limit) : undefined;
}

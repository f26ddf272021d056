import { VendorFailure } from './failure.js';

// UUIDs and base64 in both alphabets. Everything else is refused, which takes care of control characters, blanks, and of
// `%`: an id that is already URL-encoded would be encoded twice and name another report.
const REPORT_ID = /^[A-Za-z0-9+/_=.-]{1,512}$/;

/**
 * Writes a vendor report id as one path segment.
 *
 * The id is an opaque capability (base64, so it may hold `=`, `+` and `/`): it is encoded exactly once
 * and never decoded; `+` is a plus sign, not a blank. Dots are the one thing percent-encoding leaves alone, and
 * an intermediary that decodes `%2F` would then resolve `..`, so dot segments are refused (RFC 3986 §5.2.4).
 *
 * @param reportId as the vendor gave it out, 1..512 characters
 * @throws VendorFailure `bad-request-id`
 */
export function encodeReportId(reportId: string): string {
  if (!isReportId(reportId)) throw new VendorFailure('bad-request-id');
  return encodeURIComponent(reportId);
}

/** Whether the vendor can have given out an id. */
export function isReportId(text: string): boolean {
  const dotted = text.split('/').some((segment) => segment === '.' || segment === '..');
  return REPORT_ID.test(text) && !dotted;
}

// The vendor documents `es`, `pt` and `es_ES` style tags; anything of that shape is passed on.
const LOCALE = /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/;

/**
 * Checks a locale before it goes into the query.
 *
 * @throws VendorFailure `bad-locale`
 */
export function checkLocale(locale: string): string {
  if (!LOCALE.test(locale)) throw new VendorFailure('bad-locale');
  return locale;
}

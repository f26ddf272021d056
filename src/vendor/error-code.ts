// Short, plain and not an identifier: the vendor publishes no list, and a code that holds a report id must not be repeated.
const PLAIN = /^[A-Za-z][A-Za-z0-9_.-]{0,39}$/;
const LIKE_AN_ID = /\d{5}|[0-9a-f]{8}-/i;

/**
 * The vendor's `errorCode`, if it can be shown and logged as it is.
 *
 * @param text body of an answer, the vendor's envelope or anything else
 * @returns 1..40 plain characters, or undefined
 */
export function readErrorCode(text: string): string | undefined {
  const code = errorCodeOf(text);
  return typeof code === 'string' && PLAIN.test(code) && !LIKE_AN_ID.test(code) ? code : undefined;
}

function errorCodeOf(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'errorCode' in parsed
      ? parsed.errorCode
      : undefined;
  } catch {
    return undefined;
  }
}

/** `20230803T103810Z` (AWS Signature Version 4). */
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/**
 * Whether a URL signed for AWS storage opens no more, by what it says of itself in `X-Amz-Date` and `X-Amz-Expires`.
 *
 * @param nowMs milliseconds since the epoch.
 * @returns false for every URL that does not say so: only asking will tell.
 */
export function hasExpired(url: string, nowMs: number): boolean {
  if (!URL.canParse(url)) return false;
  const { searchParams } = new URL(url);
  const date = searchParams.get('X-Amz-Date') ?? '';
  const seconds = searchParams.get('X-Amz-Expires') ?? '';
  if (!COMPACT_DATE.test(date) || !/^\d{1,9}$/.test(seconds)) return false;
  const signedMs = Date.parse(date.replace(COMPACT_DATE, '$1-$2-$3T$4:$5:$6Z'));
  return nowMs >= signedMs + Number(seconds) * 1_000;
}

/** How many requests may start now, and since when that is known. Pure: taking one makes a new bucket. */
export interface TokenBucket {
  readonly tokens: number;
  readonly atMs: number;
}

export interface Rate {
  readonly perSecond: number;
  /** Most that may start at once after a pause; at least 1. */
  readonly burst: number;
}

/** A full bucket. */
export function newTokenBucket({ burst }: Rate, nowMs: number): TokenBucket {
  return { tokens: burst, atMs: nowMs };
}

/**
 * Takes a token.
 *
 * @param nowMs of a clock that nobody sets; where it goes back all the same, nothing is won.
 * @returns the bucket afterwards, and how many ms are to pass before there is a token: 0 when one was taken.
 */
export function takeToken(
  bucket: TokenBucket,
  { perSecond, burst }: Rate,
  nowMs: number,
): { readonly bucket: TokenBucket; readonly waitMs: number } {
  const passedMs = Math.max(0, nowMs - bucket.atMs);
  const tokens = Math.min(burst, bucket.tokens + (passedMs / 1_000) * perSecond);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, atMs: nowMs }, waitMs: 0 };
  const waitMs = Math.ceil(((1 - bucket.tokens) / perSecond) * 1_000 - passedMs);
  return { bucket: nowMs < bucket.atMs ? { tokens, atMs: nowMs } : bucket, waitMs: Math.max(1, waitMs) };
}

import { waitFor } from '../deadline.js';

/** An access token. Secret. */
export interface AccessToken {
  readonly value: string;
  /** Seconds from when it was asked for. */
  readonly lifeSeconds: number;
}

/** One access token, shared by all requests to a destination. */
export interface TokenCache {
  /** @throws what the source throws; the reason of the signal when that is aborted first. */
  get(signal: AbortSignal): Promise<string>;
  /** Forgets a token that was refused, unless another took its place meanwhile. */
  drop(value: string): void;
}

/** Part of its life after which a token is renewed; until its end it is still used when it cannot be. */
const RENEW_AT = 0.8;

/**
 * Keeps a token for the most part of its life. However many requests wait for a new one, it is asked for once.
 *
 * @param fetchToken not ended by any caller that leaves.
 * @param monotonicMs a clock that nobody sets.
 */
export function createTokenCache(
  fetchToken: () => Promise<AccessToken>,
  monotonicMs: () => number,
): TokenCache {
  let known: { readonly value: string; readonly renewMs: number; readonly endMs: number } | null = null;
  let underWay: Promise<string> | null = null;

  const renew = async (): Promise<string> => {
    const askedMs = monotonicMs();
    try {
      const { value, lifeSeconds } = await fetchToken();
      const lifeMs = lifeSeconds * 1_000;
      known = { value, renewMs: askedMs + lifeMs * RENEW_AT, endMs: askedMs + lifeMs };
      return value;
    } catch (error) {
      if (known !== null && monotonicMs() < known.endMs) return known.value;
      throw error;
    } finally {
      underWay = null;
    }
  };
  return {
    get(signal) {
      if (known !== null && monotonicMs() < known.renewMs) return Promise.resolve(known.value);
      underWay ??= renew();
      return waitFor(underWay, signal);
    },
    drop(value) {
      if (known?.value === value) known = null;
    },
  };
}

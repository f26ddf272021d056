import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  jwksCache,
  type FetchImplementation,
  type JWKSCacheInput,
  type JWTVerifyGetKey,
} from 'jose';

/** The authorization server's keys are not to be had, and none that are young enough are remembered. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** Bounds of the key set, in ms. */
export const JWKS_LIMITS = {
  /** For one request to the authorization server. */
  timeout: 5_000,
  /** Between two requests that unknown key ids cause, and after one that failed. */
  cooldown: 30_000,
  /** After so long keys are fetched anew. */
  freshness: 600_000,
  /** For so long keys are used on when they cannot be fetched anew; then nobody is let in. */
  staleness: 3_600_000,
} as const;

/** What the key set works with. */
export interface JwksOptions {
  readonly url: string;
  readonly nowMs: () => number;
  readonly fetch: FetchImplementation;
  /** Told what went wrong each time that the keys cannot be fetched. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Keys of the authorization server, from the one address that the operator has set. What a token says about keys (`jku`, `x5u`,
 * `jwk`) is not looked at.
 *
 * @returns the key of a token's header. It throws an error of jose when the server has no such key (its fault is the token's), and
 * {@link KeysUnavailable} when nobody can know.
 */
export function remoteKeys({ url, nowMs, fetch, onFailure }: JwksOptions): JWTVerifyGetKey {
  const cache: JWKSCacheInput = {};
  const remote = createRemoteJWKSet(new URL(url), {
    timeoutDuration: JWKS_LIMITS.timeout,
    cooldownDuration: JWKS_LIMITS.cooldown,
    cacheMaxAge: JWKS_LIMITS.freshness,
    [customFetch]: fetch,
    [jwksCache]: cache,
  });
  let failedMs = -Infinity;
  return async (header, token) => {
    // A server that is down is not asked for each token; the others would all wait for the time-out.
    if (Math.abs(nowMs() - failedMs) < JWKS_LIMITS.cooldown)
      return rememberedKey(cache, nowMs(), header, token);
    try {
      return await remote(header, token);
    } catch (error) {
      if (isAboutToken(error)) throw error;
      failedMs = nowMs();
      onFailure(error);
      return rememberedKey(cache, nowMs(), header, token);
    }
  };
}

async function rememberedKey(
  cache: JWKSCacheInput,
  nowMs: number,
  ...[header, token]: Parameters<JWTVerifyGetKey>
): Promise<Awaited<ReturnType<JWTVerifyGetKey>>> {
  if (!('uat' in cache) || nowMs - cache.uat > JWKS_LIMITS.staleness) throw new KeysUnavailable();
  try {
    return await createLocalJWKSet(cache.jwks)(header, token);
  } catch (error) {
    // A key that is not there may be a new one, which the server cannot tell about now.
    const isUnknown = error instanceof errors.JWKSNoMatchingKey;
    throw isAboutToken(error) && !isUnknown ? error : new KeysUnavailable();
  }
}

function isAboutToken(error: unknown): boolean {
  return [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported].some(
    (type) => error instanceof type,
  );
}

import type { Logger } from '../observe/logger.js';
import type { ApiKeys } from './api-keys.js';
import type { Gatekeeper, Verify } from './authenticate.js';
import { jwksFetch } from './fetch-jwks.js';
import { remoteKeys } from './jwks.js';
import { createMinuteCounter } from './minute-counter.js';
import { clientLimit, failureLimit } from './rate-limit.js';
import { badCredentials } from './refusal.js';
import { keyVerifier } from './verify-key.js';
import { tokenVerifier, type TokenRules } from './verify-token.js';

/** What callers are identified and limited by. */
export interface GatekeeperOptions {
  readonly keys: Pick<ApiKeys, 'find'>;
  /** null: this gateway knows no authorization server, and a token opens nothing. */
  readonly oauth: (TokenRules & { readonly jwksUrl: string }) | null;
  /** Requests of a client within a minute; 0: no limit. */
  readonly rateLimit: number;
  /** How many proxies of ours stand before this server. */
  readonly trustedProxies: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** Puts together who asks callers for their credentials. */
export function createGatekeeper(options: GatekeeperOptions): Gatekeeper {
  const { rateLimit, trustedProxies, nowMs } = options;
  return {
    verify: createVerify(options),
    limitClient: clientLimit(rateLimit, createMinuteCounter(nowMs)),
    limitFailures: failureLimit(trustedProxies, createMinuteCounter(nowMs)),
  };
}

/** Each kind of credential has its own check. */
function createVerify({ keys, oauth, nowMs, logger }: GatekeeperOptions): Verify {
  const verifyKey = keyVerifier(keys, nowMs);
  const verifyToken =
    oauth === null ? refuseToken : tokenVerifier(oauth, keysOf(oauth.jwksUrl, nowMs, logger));
  return ({ kind, text }) => (kind === 'key' ? verifyKey(text) : verifyToken(text));
}

function refuseToken(): Promise<never> {
  return Promise.reject(badCredentials('tokens-not-accepted'));
}

function keysOf(url: string, nowMs: () => number, logger: Logger) {
  const onFailure = (error: unknown): void => {
    logger.warn({ err: error }, 'the keys of the authorization server cannot be fetched');
  };
  return remoteKeys({ url, nowMs, fetch: jwksFetch(), onFailure });
}

import type { Logger } from '../observe/logger.js';
import type { ApiKeys } from './api-keys.js';
import type { Gatekeeper, Verify } from './authenticate.js';
import { createMinuteCounter } from './minute-counter.js';
import type { Principal } from './principal.js';
import { clientLimit, failureLimit } from './rate-limit.js';
import { badCredentials } from './refusal.js';
import { keyVerifier } from './verify-key.js';
import type { TokenCheckOptions } from './token-check.js';

/** What callers are identified and limited by. */
export interface GatekeeperOptions {
  readonly keys: Pick<ApiKeys, 'find'>;
  /** null: this gateway knows no authorization server, and a token opens nothing. */
  readonly oauth: TokenCheckOptions['rules'] | null;
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
  const verifyToken = oauth === null ? refuseToken : tokenCheckLater({ rules: oauth, nowMs, logger });
  return ({ kind, text }) => (kind === 'key' ? verifyKey(text) : verifyToken(text));
}

function refuseToken(): Promise<never> {
  return Promise.reject(badCredentials('tokens-not-accepted'));
}

/** The check of tokens, loaded for the first of them: what it stands on is large. */
function tokenCheckLater(options: TokenCheckOptions): (token: string) => Promise<Principal> {
  let check: Promise<(token: string) => Promise<Principal>> | undefined;
  return async (token) => {
    check ??= import('./token-check.js').then(({ createTokenCheck }) => createTokenCheck(options));
    return (await check)(token);
  };
}

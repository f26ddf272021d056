import type { Logger } from '../observe/logger.js';
import { jwksFetch } from './fetch-jwks.js';
import { remoteKeys } from './jwks.js';
import type { Principal } from './principal.js';
import { tokenVerifier, type TokenRules } from './verify-token.js';

/** What tokens are checked by. */
export interface TokenCheckOptions {
  readonly rules: TokenRules & {
    /** Where the authorization server publishes its keys. */
    readonly jwksUrl: string;
  };
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** Makes the check of access tokens by the keys that their authorization server publishes. See {@link tokenVerifier}. */
export function createTokenCheck({
  rules,
  nowMs,
  logger,
}: TokenCheckOptions): (token: string) => Promise<Principal> {
  const onFailure = (error: unknown): void => {
    logger.warn({ err: error }, 'the keys of the authorization server cannot be fetched');
  };
  return tokenVerifier(rules, remoteKeys({ url: rules.jwksUrl, nowMs, fetch: jwksFetch(), onFailure }));
}

import type { Logger } from '../observe/logger.js';
import type { ApiKeys } from './api-keys.js';
import type { Verify } from './authenticate.js';
import { jwksFetch } from './fetch-jwks.js';
import { remoteKeys } from './jwks.js';
import { badCredentials } from './refusal.js';
import { keyVerifier } from './verify-key.js';
import { tokenVerifier, type TokenRules } from './verify-token.js';

/** What callers are identified by. */
export interface IdentifyOptions {
  readonly keys: Pick<ApiKeys, 'find'>;
  /** null: this gateway knows no authorization server, and a token opens nothing. */
  readonly oauth: (TokenRules & { readonly jwksUrl: string }) | null;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** Makes the check of credentials: each kind has its own. */
export function createIdentify({ keys, oauth, nowMs, logger }: IdentifyOptions): Verify {
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

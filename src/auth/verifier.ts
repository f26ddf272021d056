import type { Verify } from './authenticate.js';
import type { Principal } from './principal.js';
import { badCredentials } from './refusal.js';

/** Text of a credential → who calls; it rejects with an OutcomeError. */
export type Check = (text: string) => Promise<Principal>;

/**
 * Sends each kind of credential to its own check.
 *
 * @param token null: this gateway knows no authorization server, and a token opens nothing.
 */
export function verifier(key: Check, token: Check | null): Verify {
  return ({ kind, text }) => {
    if (kind === 'key') return key(text);
    return token === null ? Promise.reject(badCredentials('tokens-not-accepted')) : token(text);
  };
}

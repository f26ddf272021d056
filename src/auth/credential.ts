import type { IncomingMessage } from 'node:http';
import { keyIdIn, KEY_PREFIX } from './api-key.js';
import { ambiguousCredentials, badCredentials } from './refusal.js';

/** What a caller shows: a key of this gateway, or a token of the authorization server. Neither is checked yet. */
export interface Credential {
  readonly kind: 'key' | 'token';
  readonly text: string;
}

/** `Authorization`: a scheme, blanks, and characters of base64 or base64url (RFC 9110 §11.4, RFC 6750 §2.1). */
const AUTHORIZATION = /^(bearer|basic) +([A-Za-z0-9._~+/-]+=*) *$/i;

/** Three parts of base64url: a signed JWT in its compact form (RFC 7515 §7.1). */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Finds the credentials of a request: `X-API-Key`, `Authorization: Bearer` with a key or a token, or `Authorization: Basic` with the
 * key's id as user and the key as password. The same key in several places is one.
 *
 * @returns null when there are none.
 * @throws OutcomeError 400 when there are several, 401 when they cannot be read.
 */
export function credentialOf(req: Pick<IncomingMessage, 'headersDistinct'>): Credential | null {
  // Not `headers`: Node keeps the first of several Authorization headers and drops the others without a word.
  const { authorization = [], 'x-api-key': keys = [] } = req.headersDistinct;
  const found = [...authorization.map(inAuthorization), ...keys.map(key)];
  const [first = null] = found;
  if (found.some(({ text }) => text !== first?.text)) throw ambiguousCredentials();
  return first;
}

function inAuthorization(header: string): Credential {
  const [, scheme = '', value = ''] = AUTHORIZATION.exec(header) ?? [];
  if (scheme.toLowerCase() === 'basic') return inBasic(value);
  if (value.startsWith(KEY_PREFIX)) return key(value);
  if (!JWT.test(value)) throw badCredentials('unreadable-credentials');
  return { kind: 'token', text: value };
}

function inBasic(encoded: string): Credential {
  const [, user, password = ''] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  const credential = key(password);
  if (keyIdIn(credential.text) !== user) throw badCredentials('unreadable-credentials');
  return credential;
}

function key(text: string): Credential {
  if (keyIdIn(text) === null) throw badCredentials('unreadable-credentials');
  return { kind: 'key', text };
}

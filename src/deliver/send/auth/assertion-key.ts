import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import type { AssertionKey } from '../../destination/destination-auth.js';

/**
 * Reads a private key of ours.
 *
 * @throws TypeError, without a word of the key, when it is none or does not fit its algorithm (RFC 7518 §3.3, §3.4).
 */
export function privateKeyOf({ alg, pem }: AssertionKey): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new TypeError('a key for assertions is no private key in PEM');
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  const fits =
    alg === 'RS384'
      ? type === 'rsa' && (details.modulusLength ?? 0) >= 2048
      : type === 'ec' && details.namedCurve === 'secp384r1';
  if (!fits) throw new TypeError('a key for assertions does not fit its algorithm');
  return key;
}

/**
 * The public half of keys of ours as a set (RFC 7517 §5), for `/.well-known/jwks.json`: the ones that sign and the ones that will,
 * so that servers know a key before it is used. A key that several destinations share is in it once.
 *
 * @throws TypeError as `privateKeyOf`, and for two keys under one name.
 */
export function publicKeySet(keys: readonly AssertionKey[]): { readonly keys: readonly JWK[] } {
  const published = new Map<string, JWK>();
  for (const key of keys) {
    const jwk = publicJwk(key);
    const same = published.get(key.kid);
    if (same !== undefined && JSON.stringify(same) !== JSON.stringify(jwk))
      throw new TypeError('two keys for assertions have the same kid');
    published.set(key.kid, jwk);
  }
  return { keys: [...published.values()] };
}

function publicJwk(key: AssertionKey): JWK {
  const { kty, n, e, crv, x, y } = createPublicKey(privateKeyOf(key)).export({ format: 'jwk' });
  const members = Object.entries({ kty, n, e, crv, x, y }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(members), kid: key.kid, alg: key.alg, use: 'sig', key_ops: ['verify'] };
}

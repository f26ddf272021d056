import { randomUUID, type KeyObject } from 'node:crypto';
import type { AssertionKey } from '../../destination/destination-auth.js';

/** At most five minutes are allowed; a minute is left for clocks that differ. */
const LIFE_S = 4 * 60;

/** What an assertion says and is signed with. */
export interface AssertionInput {
  readonly key: AssertionKey;
  readonly privateKey: KeyObject;
  readonly clientId: string;
  /** The token endpoint; no other server can use the assertion. */
  readonly audience: string;
  readonly nowMs: number;
}

/**
 * Signs the assertion by which a client authenticates
 * (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html#authenticating-to-the-token-endpoint). It says no
 * `iat` or `nbf`: both are optional, and a server whose clock is a little behind ours would refuse them.
 */
export async function signAssertion({
  key,
  privateKey,
  clientId,
  audience,
  nowMs,
}: AssertionInput): Promise<string> {
  // Loaded by those who sign: it is large.
  const { SignJWT } = await import('jose');
  return new SignJWT()
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setExpirationTime(Math.floor(nowMs / 1_000) + LIFE_S)
    .setJti(randomUUID())
    .sign(privateKey);
}

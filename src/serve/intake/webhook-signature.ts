import { createHmac, timingSafeEqual } from 'node:crypto';

/** A message in the form of Standard Webhooks (https://www.standardwebhooks.com), as it came. */
export interface SignedMessage {
  /** `webhook-id`: the same each time that the message is sent. */
  readonly id: string | undefined;
  /** `webhook-timestamp`: seconds since the epoch. */
  readonly timestamp: string | undefined;
  /** `webhook-signature`: one or more of `v1,` and base64, separated by blanks. */
  readonly signatures: string | undefined;
  readonly body: Uint8Array;
}

/** A key, and whose reports the messages are about that are signed with it. */
export interface WebhookKey {
  readonly tenant: string;
  /** Secret. */
  readonly key: Uint8Array;
}

/** How far the clocks of both sides may be apart. A message that is sent again gets a new timestamp. */
const TOLERANCE_MS = 5 * 60_000;

/** Why nobody is believed to have signed a message; for the log. */
export type SignatureFault = 'webhook-not-signed' | 'webhook-clock' | 'webhook-signature';

/** The tenant of the key that a message is signed with, or why there is none. */
export type Signer = { readonly tenant: string } | { readonly fault: SignatureFault };

/**
 * Whose reports a message is about that somebody signed now with one of our keys.
 *
 * @param keys of all tenants; during a rotation there are several of one.
 * @param nowMs since the epoch.
 * @returns whose key it is, or why the message is not authentic.
 */
export function signerOf(
  { id, timestamp, signatures, body }: SignedMessage,
  keys: readonly WebhookKey[],
  nowMs: number,
): Signer {
  if (id === undefined || timestamp === undefined || signatures === undefined)
    return { fault: 'webhook-not-signed' };
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) * 1_000 - nowMs) > TOLERANCE_MS)
    return { fault: 'webhook-clock' };
  const given = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'));
  const signer = keys.find(({ key }) => {
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
  return signer === undefined ? { fault: 'webhook-signature' } : { tenant: signer.tenant };
}

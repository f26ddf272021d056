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

/** How far the clocks of both sides may be apart. A message that is sent again gets a new timestamp. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Whether a message comes from somebody who has one of our secrets, and was signed now.
 *
 * @param secrets keys as bytes; during a rotation there are several.
 * @param nowMs since the epoch.
 */
export function isAuthentic(
  { id, timestamp, signatures, body }: SignedMessage,
  secrets: readonly Uint8Array[],
  nowMs: number,
): boolean {
  if (id === undefined || timestamp === undefined || signatures === undefined) return false;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) * 1_000 - nowMs) > TOLERANCE_MS)
    return false;
  const given = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'));
  return secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest();
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
}

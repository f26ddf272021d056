import { hash, randomBytes } from 'node:crypto';

/**
 * A key as its client holds it: a prefix that scanners for leaked secrets can look for, the key's id, which is no secret, and
 * 256 random bits.
 */
const API_KEY = /^dfg_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

/** What every key begins with. */
export const KEY_PREFIX = 'dfg_';

/** A fresh key. The text is shown once and kept nowhere. */
export interface NewKey {
  readonly id: string;
  readonly text: string;
}

/** Makes a key of the operating system's randomness. */
export function makeKey(): NewKey {
  const id = randomBytes(8).toString('hex');
  return { id, text: `${KEY_PREFIX}${id}_${randomBytes(32).toString('base64url')}` };
}

/** The id inside a key; null when the text is no key. */
export function keyIdIn(text: string): string | null {
  return API_KEY.exec(text)?.[1] ?? null;
}

/**
 * What is stored in a key's place. A plain SHA-256 will do, without salt and work factor: nobody guesses 256 random bits
 * (NIST SP 800-63B §5.1.2.2 asks for a salt and a slow hash below 112 bits only).
 */
export function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

import type { Judgement } from '../judgement.js';
import { isUnknown } from './rule.js';

/** Who says so has waited for somebody else, who may be at it still (RFC 9110 §15.5.9, §15.6.3, §15.6.5). */
const STILL_AT_IT: ReadonlySet<number> = new Set([408, 502, 504]);

/**
 * Whether a server may still carry out what was sent once and not answered clearly. A server that says itself that it has failed is at
 * it no more.
 */
export function mayYetBeMade({ outcome, status }: Pick<Judgement, 'outcome' | 'status'>): boolean {
  return isUnknown(outcome) && (status === null || status < 300 || STILL_AT_IT.has(status));
}

import type { Random } from '../property/mutation/random.js';

/** What can go wrong between a sender and a server. */
export const FAULT_KINDS = [
  /** 503 with Retry-After; the server never sees the request. */
  '503',
  /** 429 with Retry-After; nor here. */
  '429',
  '408',
  '409',
  '500',
  /** The connection is reset once the request is sent; the server never sees it. */
  'reset-before',
  /** The server does what it is asked, and the connection is reset instead of the answer. */
  'reset-after',
  /** Half of the answer, shorter than its Content-Length says. */
  'truncated',
  /** Half of the answer and a clean end: nothing says that there was more (RFC 9112 §6.3, item 8). */
  'truncated-unframed',
  /** The answer one byte at a time, so that only a deadline for the whole ends it. */
  'drip',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** Share of the requests, from 0 to 1, that each fault strikes. */
export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>;

/** A bad day: about 30 of 100 requests go wrong. */
export const BAD_DAY: FaultRates = {
  '503': 0.1,
  '429': 0.05,
  'reset-before': 0.05,
  'reset-after': 0.05,
  truncated: 0.025,
  'truncated-unframed': 0.025,
  drip: 0.02,
  '408': 0.01,
  '409': 0.01,
  '500': 0.01,
};

const STEPS = 1_000_000;

/** Draws which fault strikes, if any. */
export function drawFault(rates: FaultRates, random: Random): FaultKind | undefined {
  let left = random.below(STEPS) / STEPS;
  return FAULT_KINDS.find((kind) => {
    left -= rates[kind] ?? 0;
    return left < 0;
  });
}

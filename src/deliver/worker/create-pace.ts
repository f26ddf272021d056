import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Random } from '../policy/backoff.js';
import {
  afterEnd,
  afterNothing,
  afterStart,
  defaultBreakerOptions,
  mayStart,
  newBreaker,
  nextStartMs,
  signOf,
} from '../policy/breaker.js';
import { newTokenBucket, takeToken, type Rate, type TokenBucket } from '../policy/token-bucket.js';
import type { Pace, RequestRate, Sparing } from './pace.js';

/** Another worker is storing what the reports refer to: so long it takes. */
const BUSY_MS = 250;

/**
 * Keeps a destination's concurrency and rate, and spares it while it is down.
 *
 * @param random for the times of probes.
 */
export function createPace(
  { concurrency, ratePerSecond }: Pick<DeliveryDestination, 'concurrency' | 'ratePerSecond'>,
  random: Random,
  nowMs: number,
): Pace & RequestRate & Sparing {
  const options = { ...defaultBreakerOptions, most: concurrency };
  const rate = { perSecond: ratePerSecond, burst: Math.max(1, Math.min(concurrency, ratePerSecond)) };
  let breaker = newBreaker(options);
  const requests = createRate(rate, nowMs);
  let pausedUntilMs = -Infinity;
  return {
    takeRequest: requests.take,
    isSparing: () => breaker.phase !== 'closed',
    free: (underWay, now) => {
      if (now < pausedUntilMs || !mayStart(breaker, underWay, now)) return 0;
      const slots = breaker.phase === 'closed' ? breaker.slots - underWay : 1;
      return requests.left(slots, now);
    },
    begin: (count, now) => {
      for (let begun = 0; begun < count; begun += 1) {
        breaker = afterStart(breaker);
        requests.take(now);
      }
    },
    end: (outcome, now) => {
      // The others wait for the same: each of them would be claimed in vain.
      if (outcome === 'busy') pausedUntilMs = now + BUSY_MS;
      breaker =
        outcome === 'busy' || outcome === null
          ? afterNothing(breaker, now)
          : afterEnd(breaker, signOf(outcome), { nowMs: now, random, options });
    },
    nextMs: (underWay, now) => {
      if (now < pausedUntilMs) return pausedUntilMs;
      const opensMs = nextStartMs(breaker);
      if (opensMs !== null) return underWay === 0 ? opensMs : null;
      const isFull = !mayStart(breaker, underWay, now);
      return isFull ? null : now + requests.waitMs(now);
    },
  };
}

/** The rate of one destination's requests. */
function createRate(
  rate: Rate,
  nowMs: number,
): {
  /** @returns 0 when one may be sent, or after how many ms to ask again. */
  readonly take: (nowMs: number) => number;
  /** After how many ms one may be sent. */
  readonly waitMs: (nowMs: number) => number;
  /** How many may be sent now, of so many at most. */
  readonly left: (most: number, nowMs: number) => number;
} {
  let bucket = newTokenBucket(rate, nowMs);
  return {
    take: (now) => {
      const taken = takeToken(bucket, rate, now);
      bucket = taken.bucket;
      return taken.waitMs;
    },
    waitMs: (now) => takeToken(bucket, rate, now).waitMs,
    left: (most, now) => tokensIn(bucket, rate, most, now),
  };
}

/** How many requests the rate lets begin now, of so many at most. */
function tokensIn(bucket: TokenBucket, rate: Rate, most: number, nowMs: number): number {
  let [count, left] = [0, bucket];
  while (count < most) {
    const taken = takeToken(left, rate, nowMs);
    if (taken.waitMs > 0) break;
    [count, left] = [count + 1, taken.bucket];
  }
  return count;
}

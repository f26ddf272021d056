import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Random } from '../policy/backoff.js';
import {
  afterEnd,
  afterStart,
  defaultBreakerOptions,
  mayStart,
  newBreaker,
  nextStartMs,
  signOf,
} from '../policy/breaker.js';
import { newTokenBucket, takeToken } from '../policy/token-bucket.js';
import type { Pace } from './pace.js';

/**
 * Keeps a destination's concurrency and rate, and spares it while it is down.
 *
 * @param random for the times of probes.
 */
export function createPace(
  { concurrency, ratePerSecond }: Pick<DeliveryDestination, 'concurrency' | 'ratePerSecond'>,
  random: Random,
  nowMs: number,
): Pace {
  const options = { ...defaultBreakerOptions, most: concurrency };
  const rate = { perSecond: ratePerSecond, burst: Math.max(1, Math.min(concurrency, ratePerSecond)) };
  let breaker = newBreaker(options);
  let bucket = newTokenBucket(rate, nowMs);
  return {
    free: (underWay, now) => {
      if (!mayStart(breaker, underWay, now)) return 0;
      const slots = breaker.phase === 'closed' ? breaker.slots - underWay : 1;
      let [free, left] = [0, bucket];
      while (free < slots) {
        const taken = takeToken(left, rate, now);
        if (taken.waitMs > 0) break;
        [free, left] = [free + 1, taken.bucket];
      }
      return free;
    },
    begin: (count, now) => {
      for (let begun = 0; begun < count; begun += 1) {
        breaker = afterStart(breaker);
        bucket = takeToken(bucket, rate, now).bucket;
      }
    },
    end: (outcome, now) => {
      const sign = outcome === null ? 'none' : signOf(outcome);
      breaker = afterEnd(breaker, sign, { nowMs: now, random, options });
    },
    nextMs: (underWay, now) => {
      const opensMs = nextStartMs(breaker);
      if (opensMs !== null) return underWay === 0 ? opensMs : null;
      const isFull = !mayStart(breaker, underWay, now);
      return isFull ? null : now + takeToken(bucket, rate, now).waitMs;
    },
  };
}

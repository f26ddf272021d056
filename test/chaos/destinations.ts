import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import { testDestination } from '../helpers/destination.js';

/**
 * One that is told the ids, and one that gives its own: there, what is sent twice can be there twice.
 *
 * `mostSent` is how many Bundles it may take in for each delivery. A report goes to the first one in one request. To the other one it
 * goes in several, each of which may fail: whoever tries again must go on where the one before was.
 */
export const HOSPITALS = [
  { name: 'told', behaves: 'hapi', profile: 'transaction-put', mostSent: 1.35 },
  { name: 'own', behaves: 'plain', profile: 'transaction-conditional', mostSent: 1.35 },
] as const;

export const NAMES: readonly string[] = HOSPITALS.map(({ name }) => name);

/** @param urls one for each hospital, in that order. @param timeoutMs of the real clock. */
export function destinationsAt(urls: readonly string[], timeoutMs: number): DeliveryDestination[] {
  return HOSPITALS.map(({ name, profile }, index) =>
    testDestination({
      ...{ name, profile, timeoutMs },
      baseUrl: urls[index] ?? '',
      concurrency: 16,
      ratePerSecond: 100_000,
      // Days are short by a fast clock: nothing may be given up for its age.
      horizonMs: Number.MAX_SAFE_INTEGER / 2,
      // Then what arrives is what was stored.
      extraData: true,
    }),
  );
}

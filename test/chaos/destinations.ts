import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import { testDestination } from '../helpers/destination.js';

/** One that is told the ids, and one that gives its own: there, what is sent twice can be there twice. */
export const HOSPITALS = [
  { name: 'told', behaves: 'hapi', profile: 'transaction-put' },
  { name: 'own', behaves: 'plain', profile: 'transaction-conditional' },
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

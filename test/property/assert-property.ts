import fc from 'fast-check';

/** The seed of all generated tests: fixed, so that a suite that passed passes again. PROPERTY_SEED=… looks elsewhere. */
export const PROPERTY_SEED = Number(process.env['PROPERTY_SEED'] ?? 20260213);

/** PROPERTY_SCALE=10 runs ten times as many cases. */
const SCALE = Number(process.env['PROPERTY_SCALE'] ?? 1);

/** How many cases a test runs, from its number in the suite. */
export function scaled(runs: number): number {
  return Math.ceil(runs * SCALE);
}

/** Runs a property; a failure names the seed and path that repeat it, and the smallest case that still fails. */
export function assertProperty<Case extends [unknown, ...unknown[]]>(
  property: fc.IProperty<Case>,
  runs: number,
): void {
  fc.assert(property, { seed: PROPERTY_SEED, numRuns: scaled(runs) });
}

import fc from 'fast-check';

/** A number as the vendor writes it: whole or with up to four decimals. */
export function decimal(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: min * 10_000, max: max * 10_000 }).map((value) => value / 10_000);
}

/** Percent, now and then a text, an extreme, or out of range. */
export function percent(): fc.Arbitrary<number | string> {
  return fc.oneof(
    { weight: 8, arbitrary: decimal(0, 100) },
    { weight: 2, arbitrary: fc.constantFrom(0, 100, 0.5, 1) },
    { weight: 1, arbitrary: decimal(0, 100).map(String) },
    { weight: 1, arbitrary: fc.constantFrom('n/a', 'NaN') },
    { weight: 1, arbitrary: fc.constantFrom(-3, 100.01, 1e-7, 1e21, -0) },
  );
}

/** A value on the scale of a score or an item. */
export function scoreValue(): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: 0, max: 72 }), decimal(0, 72));
}

/** A share, 0 to 1. */
export function share(): fc.Arbitrary<number> {
  return decimal(0, 1);
}

/** Pixels. */
export function pixels(): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: 0, max: 8000 }), decimal(0, 8000));
}

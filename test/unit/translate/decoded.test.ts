import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decoded } from '../../../src/translate/decoded.js';

/** One replacement for each escape, five times: short, and slow where everything is one. */
function simplyDecoded(text: string): string {
  let plain = text;
  for (let times = 0; times < 5; times++)
    plain = plain.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return plain;
}

test('percent-encoding is undone as by replacing each escape, five times', () => {
  const unit = fc.constantFrom('%', '%', '2', '5', '25', 'f', 'F', '7', '1', '41', 'g', 'ü', '€', '👩');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 24 }), (text) => {
      expect(decoded(text)).toBe(simplyDecoded(text));
    }),
    { seed: 20260213, numRuns: 20_000 },
  );
});

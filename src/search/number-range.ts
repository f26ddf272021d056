import type { Range } from './date-range.js';

const DECIMAL = /^[+-]?\d{1,17}(?:\.\d{1,17})?(?:[eE][+-]?\d{1,2})?$/;

/**
 * The numbers that a decimal of some precision stands for: `5.4` is everything from 5.35 up to, but not including, 5.45
 * (https://hl7.org/fhir/R4/search.html#number). Both ends of the range belong to it.
 *
 * @returns null when it is no decimal.
 */
export function numberRange(text: string): (Range & { readonly value: number }) | null {
  if (!DECIMAL.test(text)) return null;
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const places = (mantissa.split('.')[1] ?? '').length;
  // In whole tenths of the last place there is no rounding.
  const tenths = BigInt(mantissa.replace('.', '')) * 10n;
  const at = (whole: bigint) => Number(`${whole}e${Number(exponent) - places - 1}`);
  return { value: Number(text), low: at(tenths - 5n), high: below(at(tenths + 5n)) };
}

/** The largest double that is less. */
function below(number: number): number {
  if (number === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  view.setBigInt64(0, view.getBigInt64(0) + (number > 0 ? -1n : 1n));
  return view.getFloat64(0);
}

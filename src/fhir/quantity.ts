import type { Quantity } from 'fhir/r4.js';

/** Units of the Unified Code for Units of Measure, as the output uses them: UCUM code → unit for people. */
export const UNITS = {
  '%': '%',
  s: 's',
  '1': '1',
  '{score}': 'score',
} as const;

/** UCUM codes that the output uses. */
export type UcumCode = keyof typeof UNITS;

const UCUM = 'http://unitsofmeasure.org';

/**
 * A number with its unit (https://hl7.org/fhir/R4/datatypes.html#Quantity, invariant qty-3).
 *
 * @param value the number as received: never rounded, scaled or clamped.
 * @param code UCUM code: `%` is 0–100, `1` a plain number, `s` seconds.
 */
export function quantity(value: number, code: UcumCode): Quantity {
  return { value, unit: UNITS[code], system: UCUM, code };
}

import type { Observation } from 'fhir/r4.js';
import { quantity, type UcumCode } from '../fhir/quantity.js';
import { absentUnknown } from './codings.js';

/** An Observation or one of its components. */
type Valued = Pick<Observation, 'valueQuantity' | 'dataAbsentReason'>;

/**
 * Writes a number, or that it was asked for and not given: one of the two, never both (obs-6).
 *
 * @param target gets the value.
 * @param value null: the vendor sent null, or left out what is documented as always there.
 */
export function setQuantity(target: Valued, value: number | null, unit: UcumCode): void {
  if (value === null) target.dataAbsentReason = absentUnknown;
  else target.valueQuantity = quantity(value, unit);
}

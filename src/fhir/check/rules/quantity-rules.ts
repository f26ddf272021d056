import { codeSystem } from './code-systems.js';
import { isObject, type JsonObject } from '../json-object.js';
import { isUcum } from './ucum.js';
import type { Visit } from '../visit.js';

const UCUM = 'http://unitsofmeasure.org';

/** Units that have been found good; hostile input must not fill the memory. */
const goodUnits = new Set<string>();
const MAX_GOOD_UNITS = 500;

/** qty-3: a unit's code has a system; UCUM's codes are UCUM's (https://hl7.org/fhir/R4/datatypes.html#Quantity). */
export function checkQuantity({ system, code }: JsonObject, visit: Visit): void {
  if (code === undefined) return;
  if (system === undefined) {
    visit.error('invariant', 'The code of a unit needs its system (qty-3).', '.system');
    return;
  }
  if (system !== UCUM) {
    const problem = typeof system === 'string' ? codeSystem(system).problem : null;
    if (problem !== null) visit.error('code-invalid', problem, '.system');
    return;
  }
  if (typeof code !== 'string' || goodUnits.has(code)) return;
  if (isUcum(code)) {
    if (goodUnits.size < MAX_GOOD_UNITS) goodUnits.add(code);
  } else visit.error('code-invalid', 'The unit is not a UCUM code.', '.code');
}

/** drt-1, age-1, dis-1: what measures time or length does so in UCUM. */
export function checkUcumOnly({ system }: JsonObject, visit: Visit): void {
  if (system !== undefined && system !== UCUM) {
    visit.error('invariant', 'The unit of a duration, age or distance is a UCUM code.', '.system');
  }
}

/** age-1, dis-1: for a duration R4 leaves it open. */
export function checkUnitGiven({ code, value }: JsonObject, visit: Visit): void {
  if (value !== undefined && code === undefined) {
    visit.error('invariant', 'An age or distance needs the code of its unit.', '.code');
  }
}

/** rng-2. */
export function checkRange({ low, high }: JsonObject, visit: Visit): void {
  if (!isObject(low) || !isObject(high) || low['code'] !== high['code']) return;
  const [from, to] = [low['value'], high['value']];
  if (typeof from === 'number' && typeof to === 'number' && from > to) {
    visit.error('invariant', 'The low limit is above the high one (rng-2).', '.low');
  }
}

/** rat-1. */
export function checkRatio({ numerator, denominator, extension }: JsonObject, visit: Visit): void {
  if (
    (numerator === undefined) !== (denominator === undefined) ||
    (numerator === undefined && extension === undefined)
  ) {
    visit.error('invariant', 'A ratio has a numerator and a denominator (rat-1).');
  }
}

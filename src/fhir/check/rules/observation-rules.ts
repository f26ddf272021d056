import { isObject, objectsIn, type JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/** obs-6 and obs-7 (https://hl7.org/fhir/R4/observation.html#invs). */
export function checkObservation(observation: JsonObject, visit: Visit): void {
  const { code, component, dataAbsentReason } = observation;
  if ((component === undefined && dataAbsentReason === undefined) || !hasValue(observation)) return;
  if (dataAbsentReason !== undefined) {
    visit.error('invariant', 'There is a value and a reason for its absence (obs-6).', '.dataAbsentReason');
  }
  const own = systemsByCode(code);
  let index = 0;
  for (const part of objectsIn(component)) {
    if (codingsOf(part['code']).some(({ system, code: one }) => own.get(one)?.has(system) === true)) {
      const text = 'A component repeats the code of its Observation (obs-7).';
      visit.error('invariant', text, `.component[${index}].code`);
    }
    index++;
  }
}

/** obs-3. */
export function checkReferenceRange({ low, high, text }: JsonObject, visit: Visit): void {
  if (low === undefined && high === undefined && text === undefined) {
    visit.error('invariant', 'A reference range has a low, a high or a text (obs-3).');
  }
}

function hasValue(observation: JsonObject): boolean {
  for (const key in observation) {
    if ((key.startsWith('value') || key.startsWith('_value')) && observation[key] !== undefined) return true;
  }
  return false;
}

/** Code → the systems that a concept has it from. */
function systemsByCode(concept: unknown): ReadonlyMap<unknown, ReadonlySet<unknown>> {
  const systems = new Map<unknown, Set<unknown>>();
  for (const { system, code } of codingsOf(concept)) {
    if (code !== undefined) systems.set(code, (systems.get(code) ?? new Set()).add(system));
  }
  return systems;
}

function codingsOf(concept: unknown): readonly JsonObject[] {
  return isObject(concept) ? objectsIn(concept['coding']) : [];
}

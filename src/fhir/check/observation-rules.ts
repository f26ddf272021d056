import { isObject, objectsIn, type JsonObject } from './json-object.js';
import type { Visit } from './visit.js';

/** obs-6 and obs-7 (https://hl7.org/fhir/R4/observation.html#invs). */
export function checkObservation(observation: JsonObject, visit: Visit): void {
  const { code, component, dataAbsentReason } = observation;
  if ((component === undefined && dataAbsentReason === undefined) || !hasValue(observation)) return;
  if (dataAbsentReason !== undefined) {
    visit.error('invariant', 'There is a value and a reason for its absence (obs-6).', '.dataAbsentReason');
  }
  const own = new Set(codesOf(code));
  let index = 0;
  for (const part of objectsIn(component)) {
    if (codesOf(part['code']).some((one) => own.has(one))) {
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

/** `system|code` of each coding. */
function codesOf(concept: unknown): string[] {
  if (!isObject(concept)) return [];
  return objectsIn(concept['coding']).flatMap(({ system, code }) =>
    typeof code === 'string' ? [`${typeof system === 'string' ? system : ''}|${code}`] : [],
  );
}

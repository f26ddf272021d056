import { isObject, objectsIn, type JsonObject } from './json-object.js';
import type { Visit } from './visit.js';

/** obs-6 and obs-7 (https://hl7.org/fhir/R4/observation.html#invs). */
export function checkObservation(observation: JsonObject, visit: Visit): void {
  if (!hasValue(observation)) return;
  if (observation['dataAbsentReason'] !== undefined) {
    visit.error('invariant', 'There is a value and a reason for its absence (obs-6).', '.dataAbsentReason');
  }
  const component = observation['component'];
  if (component === undefined) return;
  const own = codesOf(observation['code']);
  for (const [index, { code }] of objectsIn(component).entries()) {
    if (codesOf(code).some((token) => own.includes(token))) {
      visit.error(
        'invariant',
        'A component repeats the code of its Observation (obs-7).',
        `.component[${index}].code`,
      );
    }
  }
}

/** obs-3. */
export function checkReferenceRange({ low, high, text }: JsonObject, visit: Visit): void {
  if (low === undefined && high === undefined && text === undefined) {
    visit.error('invariant', 'A reference range has a low, a high or a text (obs-3).');
  }
}

function hasValue(observation: JsonObject): boolean {
  for (const key in observation) if (key.startsWith('value') || key.startsWith('_value')) return true;
  return false;
}

/** `system|code` of each coding. */
function codesOf(concept: unknown): string[] {
  if (!isObject(concept)) return [];
  return objectsIn(concept['coding']).flatMap(({ system, code }) =>
    typeof code === 'string' ? [`${typeof system === 'string' ? system : ''}|${code}`] : [],
  );
}

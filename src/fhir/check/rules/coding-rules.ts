import { codeSystem } from './code-systems.js';
import { objectsIn, type JsonObject } from '../json-object.js';
import { isUcum } from './ucum.js';
import type { Visit } from '../visit.js';

const UCUM = 'http://unitsofmeasure.org';

/** A coding's system, its one code, and its display where all codes of the system are known. */
export function checkCoding({ system, code, display }: JsonObject, visit: Visit): void {
  if (typeof system !== 'string') return;
  const { problem, concepts, codeForm } = codeSystem(system);
  if (problem !== null) visit.error('code-invalid', problem, '.system');
  if (typeof code !== 'string') return;
  if (concepts !== null) checkConcept(concepts, code, display, visit);
  else if (codeForm !== null ? !codeForm.test(code) : system === UCUM && !isUcum(code)) {
    visit.error('code-invalid', 'The text is not one code of this system.', '.code');
  }
}

function checkConcept(
  concepts: ReadonlyMap<string, string>,
  code: string,
  display: unknown,
  visit: Visit,
): void {
  const expected = concepts.get(code);
  if (expected === undefined) visit.error('code-invalid', 'The code system has no such code.', '.code');
  else if (
    typeof display === 'string' &&
    display !== expected &&
    !isSameText(display, expected) &&
    isEnglish(visit)
  ) {
    visit.error('code-invalid', "The display is not the code's.", '.display');
  }
}

/** Letter case and spacing are no difference (https://hl7.org/fhir/R4/datatypes.html#Coding). */
function isSameText(one: string, other: string): boolean {
  const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();
  return other === '' || plain(one) === plain(other);
}

/** The displays that are known here are English ones. */
function isEnglish(visit: Visit): boolean {
  if (visit.isShared) return true;
  const language = visit.container?.resource['language'];
  return typeof language !== 'string' || /^en\b/i.test(language);
}

/** A required binding of a concept: one of its codings is of the value set. @param codes `system|code`. */
export function checkRequiredConcept(concept: JsonObject, codes: ReadonlySet<string>, visit: Visit): void {
  const isBound = objectsIn(concept['coding']).some(
    ({ system, code }) =>
      typeof system === 'string' && typeof code === 'string' && codes.has(`${system}|${code}`),
  );
  if (!isBound) visit.error('code-invalid', 'None of the codes is one that R4 allows here.', '.coding');
}

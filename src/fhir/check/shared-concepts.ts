import { isDeepFrozen } from '../deep-freeze.js';
import type { JsonObject } from './json-object.js';
import type { ObjectCheck } from './property.js';
import type { Visit } from './visit.js';

/**
 * Checks a concept or coding once, however many resources share it: what is frozen with everything in it cannot become
 * bad. A translated report is made of such concepts for a quarter. They are fixed in English, whatever the language of
 * the resource.
 */
export class SharedConceptCheck implements ObjectCheck {
  readonly #check: ObjectCheck;
  readonly #good = new WeakSet<object>();

  constructor(check: ObjectCheck) {
    this.#check = check;
  }

  check(object: JsonObject, visit: Visit): void {
    if (!isDeepFrozen(object)) {
      this.#check.check(object, visit);
      return;
    }
    if (this.#good.has(object)) return;
    const { findings, isShared } = visit;
    visit.isShared = true;
    this.#check.check(object, visit);
    visit.isShared = isShared;
    if (visit.findings === findings) this.#good.add(object);
  }
}

import type { JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/** qrs-1: an item is either answered, and its answers have items, or it groups items. */
export function checkQuestionnaireResponseItem({ answer, item }: JsonObject, visit: Visit): void {
  if (answer !== undefined && item !== undefined) {
    visit.error('invariant', 'An item has items and answers at once (qrs-1).', '.item');
  }
}

import type { Step } from './json-pointer.js';

/**
 * Where in a document a list or an object is. Walks the document, level by level, until it comes to it: what only a
 * refusal needs is not kept for every value that is fine.
 *
 * @returns the steps from the top; of several places the first of the highest level.
 */
export function placeOf(container: object, document: object): Step[] {
  const found = new Map<object, { readonly parent: object; readonly step: Step } | null>([[document, null]]);
  for (const parent of found.keys()) {
    if (parent === container) break;
    for (const [name, member] of Object.entries<unknown>({ ...parent })) {
      if (typeof member !== 'object' || member === null || found.has(member)) continue;
      found.set(member, { parent, step: Array.isArray(parent) ? Number(name) : name });
    }
  }
  const steps: Step[] = [];
  for (let way = found.get(container); way != null; way = found.get(way.parent)) steps.unshift(way.step);
  return steps;
}

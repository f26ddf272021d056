/*
 * Paths of elements: names as in FHIR JSON, lists from 0, `Observation.component[2].valueQuantity.value`.
 */

/** The path of a member; `_text` holds what belongs to `text`. */
export function memberPath(path: string, key: string): string {
  return `${path}.${key.startsWith('_') ? key.slice(1) : key}`;
}

/** The path of what an element is a part of: a list of its item, the resource of its member. */
export function outerPath(path: string): string {
  return path.replace(/(?:\.\w+|\[\d+\])$/, '');
}

/** Whether an element is a part of another one. */
export function isInside(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

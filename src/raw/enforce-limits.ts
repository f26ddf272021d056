import { type Step, pointerTo } from './json-pointer.js';
import { isJsonObject } from './json-value.js';
import { placeOf } from './place-of.js';
import type { RawLimits } from './raw-limits.js';
import { ReportRejected } from './report-rejected.js';

/**
 * Refuses a document that is too deep, too big, or not JSON, before anything that recurses looks at it. Goes level by
 * level, so that its memory is bounded by `maxNodes` and its stack does not grow.
 *
 * @param json parsed JSON.
 * @throws ReportRejected with rule `depth`, `nodes`, `string-length`, `number-not-finite` or `not-json`.
 */
export function enforceLimits(json: unknown, limits: RawLimits): void {
  if (typeof json !== 'object' || json === null) return;
  let nodes = 1;
  let level: object[] = [json];
  for (let depth = 1; level.length > 0; depth++) {
    const [first] = level;
    if (depth > limits.maxDepth && first !== undefined)
      reject(placeOf(first, json), 'depth', `Deeper than ${limits.maxDepth} levels.`);
    const below: object[] = [];
    for (const container of level) {
      nodes += visit(container, below, limits, limits.maxNodes - nodes, json);
    }
    level = below;
  }
}

/** Looks at the members of one container and collects those that are containers; gives their number. */
function visit(
  container: object,
  below: object[],
  limits: RawLimits,
  room: number,
  document: object,
): number {
  if (Array.isArray(container)) {
    const items: readonly unknown[] = container;
    checkRoom(items.length, room, limits);
    for (let at = 0; at < items.length; at++) {
      const fault = look(items[at], below, limits);
      if (fault !== null) reject([...placeOf(container, document), at], ...fault);
    }
    return items.length;
  }
  if (!isJsonObject(container)) return 0;
  let members = 0;
  for (const name in container) {
    members += 1;
    checkRoom(members, room, limits);
    if (name.length > limits.maxStringLength)
      reject(placeOf(container, document), ...tooLong('The name of a key is longer', limits));
    const fault = look(container[name], below, limits);
    if (fault !== null) reject([...placeOf(container, document), name], ...fault);
  }
  return members;
}

/** Rule and text of what is wrong. */
type Fault = readonly [rule: string, text: string];

function look(value: unknown, below: object[], limits: RawLimits): Fault | null {
  switch (typeof value) {
    case 'object':
      if (value !== null) below.push(value);
      return null;
    case 'string':
      return value.length <= limits.maxStringLength ? null : tooLong('Longer', limits);
    case 'number':
      return Number.isFinite(value) ? null : ['number-not-finite', 'The number is not finite.'];
    case 'boolean':
    case 'undefined': // a member that JSON would leave out
      return null;
    default:
      return ['not-json', 'JSON has no such value.'];
  }
}

function tooLong(what: string, limits: RawLimits): Fault {
  return ['string-length', `${what} than ${limits.maxStringLength} characters.`];
}

function checkRoom(members: number, room: number, limits: RawLimits): void {
  if (members > room) reject([], 'nodes', `More than ${limits.maxNodes} values.`);
}

function reject(path: readonly Step[], rule: string, text: string): never {
  throw new ReportRejected([{ pointer: pointerTo(path), rule, text }]);
}

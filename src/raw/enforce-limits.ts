import { pointerTo, type Step } from './json-pointer.js';
import type { RawLimits } from './raw-limits.js';
import { ReportRejected } from './report-rejected.js';

/** Containers in the order in which they were found, each with the place it was found in. */
class Queue {
  readonly containers: object[] = [];
  private readonly parents: number[] = [];
  private readonly steps: Step[] = [];

  add(container: object, parent: number, step: Step): void {
    this.containers.push(container);
    this.parents.push(parent);
    this.steps.push(step);
  }

  pathOf(index: number): Step[] {
    const path: Step[] = [];
    for (let at = index; at > 0; at = this.parents[at] ?? 0) path.unshift(this.steps[at] ?? '');
    return path;
  }
}

/**
 * Refuses a document that is too deep, too big, or not JSON, before anything that recurses looks at it. Goes level by
 * level with a queue of its own, so that its memory is bounded by `maxNodes` and its stack does not grow.
 *
 * @param json parsed JSON.
 * @throws ReportRejected with rule `depth`, `nodes`, `string-length`, `number-not-finite` or `not-json`.
 */
export function enforceLimits(json: unknown, limits: RawLimits): void {
  if (typeof json !== 'object' || json === null) return;
  const queue = new Queue();
  queue.add(json, 0, '');
  let nodes = 1;
  let depth = 1;
  let endOfLevel = 1;
  for (let index = 0; index < queue.containers.length; index++) {
    if (index === endOfLevel) {
      depth += 1;
      endOfLevel = queue.containers.length;
      if (depth > limits.maxDepth)
        reject(queue.pathOf(index), 'depth', `Deeper than ${limits.maxDepth} levels.`);
    }
    nodes += visit(queue, index, limits, limits.maxNodes - nodes);
  }
}

/** Looks at the members of one container and queues those that are containers; gives their number. */
function visit(queue: Queue, index: number, limits: RawLimits, room: number): number {
  const container = queue.containers[index];
  if (container === undefined) return 0;
  if (Array.isArray(container)) {
    const items: readonly unknown[] = container;
    checkRoom(items.length, room, limits);
    for (let at = 0; at < items.length; at++) look(queue, index, at, items[at], limits);
    return items.length;
  }
  const entries = container as Readonly<Record<string, unknown>>;
  let members = 0;
  for (const name in entries) {
    members += 1;
    checkRoom(members, room, limits);
    if (name.length > limits.maxStringLength) {
      reject(
        queue.pathOf(index),
        'string-length',
        `The name of a key is longer than ${limits.maxStringLength} characters.`,
      );
    }
    look(queue, index, name, entries[name], limits);
  }
  return members;
}

function look(queue: Queue, parent: number, step: Step, value: unknown, limits: RawLimits): void {
  switch (typeof value) {
    case 'object':
      if (value !== null) queue.add(value, parent, step);
      return;
    case 'string':
      if (value.length <= limits.maxStringLength) return;
      return reject(
        [...queue.pathOf(parent), step],
        'string-length',
        `Longer than ${limits.maxStringLength} characters.`,
      );
    case 'number':
      if (Number.isFinite(value)) return;
      return reject([...queue.pathOf(parent), step], 'number-not-finite', 'The number is not finite.');
    case 'boolean':
    case 'undefined': // a member that JSON would leave out
      return;
    default:
      reject([...queue.pathOf(parent), step], 'not-json', 'JSON has no such value.');
  }
}

function checkRoom(added: number, room: number, limits: RawLimits): void {
  if (added > room) reject([], 'nodes', `More than ${limits.maxNodes} values.`);
}

function reject(path: readonly Step[], rule: string, text: string): never {
  throw new ReportRejected([{ pointer: pointerTo(path), rule, text }]);
}

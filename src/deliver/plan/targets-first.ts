import { addressOf, type PlanResource } from './plan-resource.js';
import { referencesOf } from './references.js';

/**
 * Sorts resources into levels: each refers to levels before its own only. Within a level, and wherever it does not matter, the
 * order given stays. Servers that check references, and those that run a transaction in the order given, need targets first.
 *
 * @throws TypeError for a circle, which the resources of a report never make.
 */
export function levelsOf(resources: readonly PlanResource[]): readonly (readonly PlanResource[])[] {
  const levels: PlanResource[][] = [];
  let waiting = resources.map((resource) => ({ resource, targets: referencesOf(resource) }));
  while (waiting.length > 0) {
    const missing = new Set(waiting.map(({ resource }) => addressOf(resource)));
    const isReady = ({ targets }: (typeof waiting)[number]) => ![...targets].some((to) => missing.has(to));
    const level = waiting.filter(isReady);
    if (level.length === 0) throw new TypeError('resources refer to each other in a circle');
    levels.push(level.map(({ resource }) => resource));
    waiting = waiting.filter((item) => !isReady(item));
  }
  return levels;
}

/** Cuts a list into pieces of at most so many; null: one piece. */
export function pieces<T>(items: readonly T[], most: number | null): readonly (readonly T[])[] {
  if (most === null || items.length <= most) return items.length === 0 ? [] : [items];
  return [items.slice(0, most), ...pieces(items.slice(most), most)];
}

import { isObject, type JsonObject } from '../../fhir/check/json-object.js';
import type { PlanResource } from './plan-resource.js';

/** What becomes of a literal reference; null takes it away. */
export type ReferenceChange = (reference: string) => string | null;

/** Every literal reference in a resource, each once. */
export function referencesOf(resource: PlanResource): ReadonlySet<string> {
  const found = new Set<string>();
  collect(resource, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (isObject(value)) {
    const { reference } = value;
    if (typeof reference === 'string') found.add(reference);
    else for (const member of Object.values(value)) collect(member, found);
  }
}

/**
 * Gives a resource with its literal references changed; what has none is taken over as it is. Where one is taken away, so is the
 * element that is nothing without it: an item of a list that holds it (`DiagnosticReport.media`, `Provenance.entity`, an
 * extension), and a list that is empty then.
 */
export function changeReferences(resource: PlanResource, change: ReferenceChange): PlanResource {
  const { members } = changedObject(resource, change);
  if (members === resource) return resource;
  const { resourceType, id } = resource;
  return { ...members, resourceType, id };
}

interface Changed {
  readonly members: JsonObject;
  /** Whether a reference was taken away that was a member of this object itself. */
  readonly hasLost: boolean;
}

/** Most of a report are elements without a reference: nothing is copied that does not change. */
function changedObject(object: JsonObject, change: ReferenceChange): Changed {
  let copy: Record<string, unknown> | null = null;
  let hasLost = false;
  for (const [name, value] of Object.entries(object)) {
    if (typeof value !== 'object' || value === null) continue;
    const changed = changedValue(value, change);
    if (changed === value) continue;
    copy ??= { ...object };
    if (changed === undefined) {
      Reflect.deleteProperty(copy, name);
      hasLost ||= isObject(value);
    } else copy[name] = changed;
  }
  return { members: copy ?? object, hasLost };
}

function changedValue(value: unknown, change: ReferenceChange): unknown {
  if (Array.isArray(value)) return changedList(value, change);
  if (!isObject(value)) return value;
  if (typeof value['reference'] !== 'string') return changedObject(value, change).members;
  const reference = change(value['reference']);
  if (reference === value['reference']) return value;
  return reference === null ? undefined : { ...value, reference };
}

function changedList(list: readonly unknown[], change: ReferenceChange): unknown {
  const items = list.map((item) => changedItem(item, change));
  if (items.every((item, index) => item === list[index])) return list.length === 0 ? undefined : list;
  const kept = items.filter((item) => item !== undefined);
  return kept.length === 0 ? undefined : kept;
}

function changedItem(item: unknown, change: ReferenceChange): unknown {
  if (!isObject(item) || typeof item['reference'] === 'string') return changedValue(item, change);
  const { members, hasLost } = changedObject(item, change);
  return hasLost ? undefined : members;
}

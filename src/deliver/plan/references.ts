import { isObject } from '../../fhir/check/json-object.js';
import type { PlanResource } from './plan-resource.js';

/** What becomes of a literal reference; null takes it away. */
export type ReferenceChange = (reference: string) => string | null;

/** Every literal reference in a resource, each once. */
export function referencesOf(resource: PlanResource): ReadonlySet<string> {
  const found = new Set<string>();
  changeReferences(resource, (reference) => {
    found.add(reference);
    return reference;
  });
  return found;
}

/**
 * Copies a resource with its literal references changed. Where one is taken away, so is the element that is nothing without it: an
 * item of a list that holds it (`DiagnosticReport.media`, `Provenance.entity`, an extension), and a list that is empty then.
 */
export function changeReferences(resource: PlanResource, change: ReferenceChange): PlanResource {
  const { resourceType, id } = resource;
  return { ...changedObject(resource, change).members, resourceType, id };
}

interface Changed {
  readonly members: Readonly<Record<string, unknown>>;
  /** Whether a reference was taken away that was a member of this object itself. */
  readonly hasLost: boolean;
}

function changedObject(object: Readonly<Record<string, unknown>>, change: ReferenceChange): Changed {
  const members: Record<string, unknown> = {};
  let hasLost = false;
  for (const [name, value] of Object.entries(object)) {
    const changed = changedValue(value, change);
    if (changed === undefined) hasLost ||= isObject(value);
    else members[name] = changed;
  }
  return { members, hasLost };
}

function changedValue(value: unknown, change: ReferenceChange): unknown {
  if (Array.isArray(value)) {
    const items = value
      .map((item: unknown) => changedItem(item, change))
      .filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (!isObject(value)) return value;
  if (typeof value['reference'] !== 'string') return changedObject(value, change).members;
  const reference = change(value['reference']);
  return reference === null ? undefined : { ...value, reference };
}

function changedItem(item: unknown, change: ReferenceChange): unknown {
  if (!isObject(item) || typeof item['reference'] === 'string') return changedValue(item, change);
  const { members, hasLost } = changedObject(item, change);
  return hasLost ? undefined : members;
}

import type { OpenReference } from '../planned-request.js';
import { ownSearch } from './condition.js';
import type { PlanResource } from './plan-resource.js';
import { changeReferences } from './references.js';

/** How the resources of one request refer to others. */
export interface LinkForm {
  /** Whose ids the server uses: ours, or its own, so that resources are found by their identifiers. */
  readonly ids: 'ours' | 'theirs';
  /** `Type/id` of everything in the plan. */
  readonly ours: ReadonlySet<string>;
  /** `Type/id` of what is in the same transaction; null: it is none. */
  readonly within: ReadonlySet<string> | null;
}

/** Resources as a request writes them. */
export interface Linked {
  readonly resources: readonly PlanResource[];
  readonly open: readonly OpenReference[];
}

/**
 * Writes references to resources of ours: by `urn:uuid:` where the transaction resolves it (in lower case: Medplum knows no
 * other), by our id where the server keeps our ids, else by a `urn:uuid:` that the sender has to replace. It replaces conditional
 * references, too: they have a meaning in transactions only (https://hl7.org/fhir/R4/http.html#trules), and not on every server.
 */
export function linkedIn(resources: readonly PlanResource[], { ids, ours, within }: LinkForm): Linked {
  const open = new Map<string, OpenReference>();
  const change = (reference: string): string => {
    if (!ours.has(reference)) {
      if (reference.includes('?')) open.set(reference, { reference, find: reference });
      return reference;
    }
    const isWithin = within?.has(reference) === true;
    if (ids === 'ours' && !isWithin) return reference;
    const [resourceType = '', id = ''] = reference.split('/');
    const urn = `urn:uuid:${id}`;
    if (!isWithin) open.set(urn, { reference: urn, find: ownSearch({ resourceType, id }) });
    return urn;
  };
  return {
    resources: resources.map((resource) => changeReferences(resource, change)),
    open: [...open.values()],
  };
}

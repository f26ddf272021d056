import type { OpenReference } from '../planned-request.js';
import { ownSearch } from './condition.js';
import { referenceMember } from './with-references.js';

/** How the resources of one request refer to others. */
export interface LinkForm {
  /** Whose ids the server uses: ours, or its own, so that resources are found by their identifiers. */
  readonly ids: 'ours' | 'theirs';
  /** `Type/id` of everything in the plan. */
  readonly ours: ReadonlySet<string>;
  /** `Type/id` of what is in the same transaction; null: it is none. */
  readonly within: ReadonlySet<string> | null;
}

/** JSON as a request writes it. */
export interface Linked {
  readonly text: string;
  readonly open: readonly OpenReference[];
}

/** The member that {@link referenceMember} writes. */
const REFERENCE = /"reference":("(?:[^"\\]|\\.)*")/g;

/**
 * Writes references to resources of ours: by `urn:uuid:` where the transaction resolves it (in lower case: Medplum knows no
 * other), by our id where the server keeps our ids, else by a `urn:uuid:` that the sender has to replace. It replaces conditional
 * references, too: they have a meaning in transactions only (https://hl7.org/fhir/R4/http.html#trules), and not on every server.
 *
 * @param json resources, serialised without blanks.
 */
export function linked(json: string, form: LinkForm): Linked {
  const open = new Map<string, OpenReference>();
  const known = new Map<string, string>();
  const text = json.replace(REFERENCE, (_member, quoted: string) => {
    const before = known.get(quoted);
    if (before !== undefined) return before;
    const written = referenceMember(linkOf(String(JSON.parse(quoted)), form, open));
    known.set(quoted, written);
    return written;
  });
  return { text, open: [...open.values()] };
}

/** @param open gets those that the sender has to replace. */
function linkOf(
  reference: string,
  { ids, ours, within }: LinkForm,
  open: Map<string, OpenReference>,
): string {
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
}

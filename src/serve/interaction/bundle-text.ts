import type { BundleEntry, BundleLink, OperationOutcome } from 'fhir/r4.js';
import { createIdSource } from '../../fhir/id-source.js';
import type { ResourceVersion } from '../../store/store.js';

const outcomeId = createIdSource('https://derm-fhir-gateway.github.io/sid/outcome');

/** What a Bundle of stored resources says beside its entries. */
export interface BundleHead {
  readonly type: 'collection' | 'history' | 'searchset';
  readonly timestamp?: string;
  /** null: it is not known, or was not asked for. */
  readonly total?: number | null;
  readonly link?: readonly BundleLink[];
}

/** What an entry says after its resource. */
export type EntryTail = Pick<BundleEntry, 'search' | 'request' | 'response'>;

/**
 * Writes a Bundle around resources that are JSON texts already, so that none of them is parsed.
 *
 * @param entries JSON texts, from {@link entryText}.
 * @returns JSON text of a Bundle.
 */
export function bundleText({ type, timestamp, total, link }: BundleHead, entries: readonly string[]): string {
  const head = JSON.stringify({
    resourceType: 'Bundle',
    type,
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(total === undefined || total === null ? {} : { total }),
    ...(link === undefined ? {} : { link }),
  });
  // An empty array is no valid FHIR JSON (https://hl7.org/fhir/R4/json.html).
  return entries.length === 0 ? head : `${head.slice(0, -1)},"entry":[${entries.join(',')}]}`;
}

/**
 * Writes an entry.
 *
 * @param resource JSON text; null: the entry has none.
 */
export function entryText(fullUrl: string, resource: string | null, tail: EntryTail): string {
  const head = `{"fullUrl":${JSON.stringify(fullUrl)}${resource === null ? '' : `,"resource":${resource}`}`;
  const end = JSON.stringify(tail).slice(1);
  return end === '}' ? `${head}}` : `${head},${end}`;
}

/**
 * Writes the entry that tells a search's client what was not as asked (https://hl7.org/fhir/R4/bundle.html#searchset). Entries have a
 * fullUrl (bdl-7, bdl-8), and this resource is kept nowhere: a UUID stands for an address.
 */
export function outcomeEntryText(outcome: OperationOutcome): string {
  const resource = JSON.stringify(outcome);
  return entryText(`urn:uuid:${outcomeId(resource)}`, resource, { search: { mode: 'outcome' } });
}

/** Where a resource is found. */
export function addressOf(baseUrl: string, { type, id }: Pick<ResourceVersion, 'type' | 'id'>): string {
  return `${baseUrl}/${type}/${id}`;
}

import type { BundleLink } from 'fhir/r4.js';
import { CURSOR, type NameAndValue } from '../../search/read-search.js';

/** Where the pages beside this one begin; null where there is none. */
export interface Neighbours {
  readonly next: string | null;
  readonly previous: string | null;
}

/**
 * Links of a page (https://hl7.org/fhir/R4/search.html#conformance): `self` says what was really asked for.
 *
 * @param address absolute, without query.
 * @param used parameters that were used, decoded, without the cursor.
 * @param cursor of this page; null: it is the first.
 */
export function pageLinks(
  address: string,
  used: readonly NameAndValue[],
  cursor: string | null,
  { next, previous }: Neighbours,
): BundleLink[] {
  const link = (relation: string, start: string | null): BundleLink => ({
    relation,
    url: addressWith(address, start === null ? used : [...used, [CURSOR, start]]),
  });
  return [
    link('self', cursor),
    ...(next === null ? [] : [link('next', next)]),
    ...(previous === null ? [] : [link('previous', previous)]),
  ];
}

function addressWith(address: string, parameters: readonly NameAndValue[]): string {
  // Not URLSearchParams, which writes a blank as a plus sign: not every server and proxy reads that as a blank.
  const query = parameters.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return query === '' ? address : `${address}?${query}`;
}

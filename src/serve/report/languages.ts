/** The languages that reports are fetched and kept in. A report in any other would be one of these under a wrong name. */
export interface Languages {
  /** BCP 47, as FHIR writes them. */
  readonly spoken: readonly string[];
  /** One of them, for callers that name none. */
  readonly usual: string;
}

/**
 * Looks up a language that is wanted (RFC 4647 §3.4).
 *
 * @param ranges best first, each tag followed by what it is a variety of; none: any language.
 * @returns e.g. `es` for `es-ES`; the usual one when none is meant.
 */
export function lookUp(ranges: readonly string[], { spoken, usual }: Languages): string {
  return ranges.find((range) => spoken.includes(range)) ?? usual;
}

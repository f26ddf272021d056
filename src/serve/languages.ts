import { rangesOf } from '../fhir/language.js';

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
 * @param wanted BCP 47; undefined: any.
 * @returns e.g. `es` for `es-ES`; the usual one when none is meant.
 */
export function lookUp(wanted: string | undefined, { spoken, usual }: Languages): string {
  const ranges = wanted === undefined ? [] : rangesOf(wanted);
  return ranges.find((range) => spoken.includes(range)) ?? usual;
}

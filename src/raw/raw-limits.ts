/** How much of a document is looked at before it is refused. */
export interface RawLimits {
  /** Bytes of UTF-8 text. */
  readonly maxBytes: number;
  /** Objects and arrays inside one another; the outermost is the first. */
  readonly maxDepth: number;
  /** Objects, arrays, and scalar values, all counted. */
  readonly maxNodes: number;
  /** UTF-16 code units of one string or key. */
  readonly maxStringLength: number;
}

/**
 * FHIR lets a string hold at most 1 MB (https://hl7.org/fhir/R4/datatypes.html#string), and some of its strings are put
 * together from two of the report's.
 */
export const defaultRawLimits: RawLimits = Object.freeze({
  maxBytes: 5 * 1024 * 1024,
  maxDepth: 64,
  maxNodes: 200_000,
  maxStringLength: 256 * 1024,
});

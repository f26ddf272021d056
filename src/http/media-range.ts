/** One range of an `Accept` header (RFC 9110 §12.5.1). */
export interface MediaRange {
  /** Lower case, e.g. `application/fhir+json`, `application/*`, or the range of everything. */
  readonly type: string;
  /** Lower-case names, values as sent, without quotes; `q` is not among them. */
  readonly parameters: ReadonlyMap<string, string>;
  /** 0–1. */
  readonly quality: number;
}

/**
 * Reads an `Accept` header; pieces that are not media ranges are left out.
 *
 * @param header e.g. `application/fhir+json; fhirVersion=4.0, application/json;q=0.5`.
 */
export function parseAccept(header: string): MediaRange[] {
  return header.split(',').flatMap((piece) => parseMediaType(piece) ?? []);
}

/**
 * Reads one media type or range with its parameters.
 *
 * @returns null when it is none.
 */
export function parseMediaType(text: string): MediaRange | null {
  const [name = '', ...rest] = text.split(';');
  const type = name.trim().toLowerCase();
  if (!/^[a-z0-9!#$&^_.+*-]+\/[a-z0-9!#$&^_.+*-]+$/.test(type)) return null;
  const parameters = new Map(rest.map(parameter));
  const quality = Number(parameters.get('q') ?? 1);
  parameters.delete('q');
  return { type, parameters, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

function parameter(text: string): [name: string, value: string] {
  const equals = text.indexOf('=');
  if (equals === -1) return [text.trim().toLowerCase(), ''];
  const value = text.slice(equals + 1).trim();
  return [text.slice(0, equals).trim().toLowerCase(), value.replace(/^"(.*)"$/, '$1')];
}

/**
 * The quality that a header gives to something with several names: that of the most specific range that matches one of them
 * (RFC 9110 §12.5.1), 0 when none does.
 *
 * @param types its names in lower case, e.g. `application/fhir+json`, `application/json`.
 */
export function qualityOf(types: readonly string[], ranges: readonly MediaRange[]): number {
  const groups = types.map((type) => `${type.slice(0, type.indexOf('/'))}/*`);
  for (const candidates of [types, groups, ['*/*']]) {
    const matching = ranges.filter((range) => candidates.includes(range.type));
    if (matching.length > 0) return Math.max(...matching.map(({ quality }) => quality));
  }
  return 0;
}

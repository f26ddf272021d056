import { OutcomeError } from '../fhir/outcome.js';
import { headerOf, type RequestHead } from './header.js';
import { preferences } from './prefer.js';

/** Parameters that every FHIR interaction knows (https://hl7.org/fhir/R4/http.html#parameters). */
const GENERAL = ['_format', '_pretty'] as const;

/**
 * Reads the query string of a request, repetitions kept.
 *
 * @throws OutcomeError 400 when its percent-encoding is broken: URLSearchParams would silently put U+FFFD in its place.
 */
export function queryOf({ url = '' }: Pick<RequestHead, 'url'>): URLSearchParams {
  const start = url.indexOf('?');
  if (start === -1) return new URLSearchParams();
  const text = url.slice(start + 1);
  try {
    decodeURIComponent(text);
  } catch {
    throw new OutcomeError('malformed', 'The parameters are not correctly percent-encoded.');
  }
  return new URLSearchParams(text);
}

/**
 * Gives a parameter that may stand once.
 *
 * @returns undefined when it is missing or empty, which mean the same in FHIR.
 * @throws OutcomeError 400 when it stands more than once.
 */
export function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw new OutcomeError('bad-parameter', `Parameter ${name} may be given once only.`);
  return values[0] === '' ? undefined : values[0];
}

/**
 * Reads the parameters of one operation; those it does not know are ignored, unless the caller asked for strictness with
 * `Prefer: handling=strict` (https://hl7.org/fhir/R4/search.html#errors).
 *
 * @param known names that the operation declares.
 * @returns a reader: name → value or undefined.
 * @throws OutcomeError 400.
 */
export function readQuery<Name extends string>(
  req: RequestHead,
  known: readonly Name[],
): (name: Name) => string | undefined {
  const query = queryOf(req);
  if (query.size === 0) return () => undefined;
  const allowed: readonly string[] = [...known, ...GENERAL];
  const isStrict = preferences(headerOf(req, 'prefer')).get('handling') === 'strict';
  if (isStrict && [...query.keys()].some((name) => !allowed.includes(name))) {
    const text = `With handling=strict only these parameters are allowed here: ${allowed.join(', ')}.`;
    throw new OutcomeError('unsupported-parameter', text);
  }
  for (const name of allowed) single(query, name);
  return (name) => single(query, name);
}

import { OutcomeError } from '../fhir/outcome.js';
import { headerOf, type RequestHead } from './header.js';

/** What tells one state of a resource from another. */
export interface Validators {
  /** With `W/` and quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

/**
 * Judges the conditions of a GET or HEAD on something that exists, in the order of RFC 9110 §13.2.2.
 *
 * ETags are compared weakly throughout, also for `If-Match`, where HTTP wants strong ones: FHIR's are always weak
 * (https://hl7.org/fhir/R4/http.html#concurrency).
 *
 * @returns `failed` is for 412, `unchanged` for 304.
 */
export function preconditionOf(req: RequestHead, validators: Validators): 'met' | 'unchanged' | 'failed' {
  const isAsWanted =
    isNamed(req, 'if-match', validators) ?? isUnmodified(req, 'if-unmodified-since', validators);
  if (isAsWanted === false) return 'failed';
  const isKnown =
    isNamed(req, 'if-none-match', validators) ?? isUnmodified(req, 'if-modified-since', validators);
  return isKnown === true ? 'unchanged' : 'met';
}

/** Whether a header's list of ETags, or `*`, names the state. @returns undefined when there is no such header. */
function isNamed(req: RequestHead, name: string, { etag }: Validators): boolean | undefined {
  const list = headerOf(req, name);
  if (list === undefined) return undefined;
  const opaque = etag.replace(/^W\//, '');
  return list.trim() === '*' || [...list.matchAll(/"[^"]*"/g)].some(([tag]) => tag === opaque);
}

/**
 * Whether nothing happened after a header's date, which has whole seconds.
 *
 * @returns undefined when there is no date of HTTP's form (RFC 9110 §13.1.3 and §5.6.7).
 */
function isUnmodified(req: RequestHead, name: string, { lastModified }: Validators): boolean | undefined {
  const header = headerOf(req, name);
  const since = header?.endsWith(' GMT') === true ? Date.parse(header) : NaN;
  return Number.isNaN(since) ? undefined : Math.floor(lastModified / 1000) * 1000 <= since;
}

/**
 * The same, for those who have nothing to say to a precondition that is not met.
 *
 * @throws OutcomeError 412.
 */
export function demandPrecondition(req: RequestHead, validators: Validators): 'met' | 'unchanged' {
  const judged = preconditionOf(req, validators);
  if (judged !== 'failed') return judged;
  throw new OutcomeError('precondition-failed', 'The resource is in another state than the request wants.');
}

/** What tells a stored version from others (https://hl7.org/fhir/R4/http.html#versioning). */
export function validatorsOf(version: {
  readonly versionId: string;
  readonly lastUpdated: string;
}): Validators {
  return { etag: `W/"${version.versionId}"`, lastModified: Date.parse(version.lastUpdated) };
}

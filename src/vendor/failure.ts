import type { Violation } from '../raw/report-rejected.js';

/**
 * Everything that can go wrong between a request for a report, or for one of its files, and its bytes: the HTTP status and the
 * issue type that our own caller gets (https://hl7.org/fhir/R4/valueset-issue-type.html), and what is said. The names are stable:
 * metrics and logs key on them.
 *
 * A vendor that refuses our token is `exception`, never `login`: the caller's own credentials are fine.
 */
export const FAILURE_ANSWERS = {
  'not-found': answer(404, 'not-found', 'The vendor has no such report'),
  unauthorised: answer(502, 'exception', "The vendor refused this gateway's credentials"),
  throttled: answer(503, 'throttled', 'The vendor asked to slow down'),
  transient: answer(502, 'transient', 'The vendor failed in a way that may pass'),
  timeout: answer(504, 'timeout', 'The vendor did not answer in time'),
  refused: answer(502, 'processing', 'The vendor refused the request'),
  structure: answer(502, 'structure', "The vendor's answer is not a report"),
  'too-large': answer(502, 'too-long', "The vendor's answer is larger than this gateway accepts"),
  'bad-request-id': answer(400, 'value', 'This is not an id the vendor can have given out'),
  'bad-locale': answer(400, 'value', 'This is not a language tag'),
  redirected: answer(502, 'exception', 'The vendor answered with a redirect, which is never followed'),
  unreachable: answer(502, 'transient', 'The vendor cannot be reached'),
  'file-host': answer(
    502,
    'exception',
    'The vendor keeps this file on a host that the setting MEDIA_HOSTS does not list',
  ),
  'file-address': answer(
    502,
    'exception',
    "The name of the file's host leads to an address that the setting MEDIA_ALLOW_PRIVATE does not permit",
  ),
  'file-refused': answer(502, 'processing', "The vendor's storage does not give out this file"),
  'file-type': answer(502, 'structure', 'The file is of no type that this gateway passes on'),
  'file-broken': answer(502, 'structure', "The vendor's answer is not a whole file"),
  overloaded: answer(503, 'throttled', 'Too many requests to the vendor are already waiting'),
  closing: answer(503, 'transient', 'This gateway is shutting down'),
} as const;

/** The name of what went wrong. */
export type VendorFailureKind = keyof typeof FAILURE_ANSWERS;

/** How a failure is told to our own caller. */
export interface FailureAnswer {
  readonly httpStatus: 400 | 404 | 502 | 503 | 504;
  readonly issueCode:
    | 'not-found'
    | 'exception'
    | 'throttled'
    | 'transient'
    | 'timeout'
    | 'processing'
    | 'structure'
    | 'too-long'
    | 'value';
  /** A sentence without its full stop. */
  readonly text: string;
}

function answer(
  httpStatus: FailureAnswer['httpStatus'],
  issueCode: FailureAnswer['issueCode'],
  text: string,
): FailureAnswer {
  return { httpStatus, issueCode, text };
}

/** What is known about a failure beside its kind. Everything is safe to log. */
export interface FailureDetails {
  /** HTTP status the vendor answered with. */
  readonly status?: number | undefined;
  /** Seconds the vendor asked us to wait, integer >= 0. */
  readonly retryAfterSeconds?: number | undefined;
  /** HTTP requests that were sent, where they were counted. */
  readonly attempts?: number | undefined;
  /** The vendor's own error code, if it was short and plain enough to repeat. */
  readonly errorCode?: string | undefined;
  /** Code of the transport error, such as `ECONNRESET`. */
  readonly transportCode?: string | undefined;
  /** Name of the host that was to be asked, without anything else of the URL. For the log only. */
  readonly host?: string | undefined;
  /** For `structure` and `refused`: where the document broke which rule. */
  readonly violations?: readonly Violation[] | undefined;
}

/** Seconds to come back after, where the vendor named none: a 503 should always say (RFC 9110 §15.6.4). */
const DEFAULT_RETRY_AFTER = 5;

/**
 * The only error the vendor client throws for anything that happens outside this process.
 *
 * Its message is built from fixed sentences and short codes: no URL, report id, token or vendor prose can be in it,
 * and no `cause` is kept, because transport errors name hosts and paths.
 */
export class VendorFailure extends Error {
  override readonly name = 'VendorFailure';
  readonly kind: VendorFailureKind;
  /** What to answer our own caller with. */
  readonly answer: FailureAnswer;
  readonly status: number | undefined;
  /** Seconds after which our own caller may come back; always there with a 503. */
  readonly retryAfterSeconds: number | undefined;
  readonly attempts: number | undefined;
  readonly errorCode: string | undefined;
  readonly transportCode: string | undefined;
  readonly host: string | undefined;
  readonly violations: readonly Violation[];

  constructor(kind: VendorFailureKind, details: FailureDetails = {}) {
    super(sentence(FAILURE_ANSWERS[kind].text, details));
    this.kind = kind;
    this.answer = FAILURE_ANSWERS[kind];
    this.status = details.status;
    const fallback = this.answer.httpStatus === 503 ? DEFAULT_RETRY_AFTER : undefined;
    this.retryAfterSeconds = details.retryAfterSeconds ?? fallback;
    this.attempts = details.attempts;
    this.errorCode = details.errorCode;
    this.transportCode = details.transportCode;
    this.host = details.host;
    this.violations = details.violations ?? [];
  }
}

function sentence(text: string, { status, errorCode, transportCode }: FailureDetails): string {
  const facts = [
    status === undefined ? undefined : `HTTP ${status}`,
    errorCode === undefined ? undefined : `errorCode ${errorCode}`,
    transportCode,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? `${text}.` : `${text} (${facts.join(', ')}).`;
}

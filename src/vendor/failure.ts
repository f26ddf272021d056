/** What can go wrong between a request for a report and its text. Stable: metrics and logs key on it. */
export const VENDOR_FAILURE_KINDS = [
  'not-found',
  'unauthorised',
  'throttled',
  'transient',
  'timeout',
  'refused',
  'structure',
  'too-large',
  'bad-request-id',
  'bad-locale',
  'redirected',
  'unreachable',
  'overloaded',
] as const;

export type VendorFailureKind = (typeof VENDOR_FAILURE_KINDS)[number];

/** How a failure is told to our own caller: an HTTP status and a code of FHIR's issue-type value set. */
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
}

/**
 * The answer for every kind. A vendor that refuses our token is `exception`, never `login`: the caller's
 * own credentials are fine. FHIR R4 issue-type, https://hl7.org/fhir/R4/valueset-issue-type.html.
 */
export const FAILURE_ANSWERS: Readonly<Record<VendorFailureKind, FailureAnswer>> = {
  'not-found': { httpStatus: 404, issueCode: 'not-found' },
  unauthorised: { httpStatus: 502, issueCode: 'exception' },
  throttled: { httpStatus: 503, issueCode: 'throttled' },
  transient: { httpStatus: 502, issueCode: 'transient' },
  timeout: { httpStatus: 504, issueCode: 'timeout' },
  refused: { httpStatus: 502, issueCode: 'processing' },
  structure: { httpStatus: 502, issueCode: 'structure' },
  'too-large': { httpStatus: 502, issueCode: 'too-long' },
  'bad-request-id': { httpStatus: 400, issueCode: 'value' },
  'bad-locale': { httpStatus: 400, issueCode: 'value' },
  redirected: { httpStatus: 502, issueCode: 'exception' },
  unreachable: { httpStatus: 502, issueCode: 'transient' },
  overloaded: { httpStatus: 503, issueCode: 'throttled' },
};

const SENTENCES: Readonly<Record<VendorFailureKind, string>> = {
  'not-found': 'The vendor has no such report',
  unauthorised: "The vendor refused this gateway's credentials",
  throttled: 'The vendor asked to slow down',
  transient: 'The vendor failed in a way that may pass',
  timeout: 'The vendor did not answer in time',
  refused: 'The vendor refused the request',
  structure: "The vendor's answer is not a report",
  'too-large': "The vendor's answer is larger than this gateway accepts",
  'bad-request-id': 'This is not an id the vendor can have given out',
  'bad-locale': 'This is not a language tag',
  redirected: 'The vendor answered with a redirect, which is never followed',
  unreachable: 'The vendor cannot be reached',
  overloaded: 'Too many requests to the vendor are already waiting',
};

/** A place in the vendor's document and the rule it broke; never the value found there. */
export interface Violation {
  readonly pointer: string;
  readonly rule: string;
  readonly text: string;
}

/** What is known about a failure beside its kind. Everything is safe to log. */
export interface FailureDetails {
  /** HTTP status the vendor answered with. */
  readonly status?: number | undefined;
  /** Seconds the vendor asked us to wait, integer >= 0. */
  readonly retryAfterSeconds?: number | undefined;
  /** HTTP requests actually sent. */
  readonly attempts?: number | undefined;
  /** The vendor's own error code, if it was short and plain enough to repeat. */
  readonly errorCode?: string | undefined;
  /** Code of the transport error, such as `ECONNRESET`. */
  readonly transportCode?: string | undefined;
  /** For `structure` and `refused`: where the document broke which rule. */
  readonly violations?: readonly Violation[] | undefined;
}

/**
 * The only error the vendor client throws for anything that happens outside this process.
 *
 * Its message is built from fixed sentences and short codes: no URL, report id, token or vendor prose can be in it,
 * and no `cause` is kept, because transport errors name hosts and paths.
 */
export class VendorFailure extends Error {
  override readonly name = 'VendorFailure';
  readonly kind: VendorFailureKind;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly attempts: number;
  readonly errorCode: string | undefined;
  readonly transportCode: string | undefined;
  readonly violations: readonly Violation[];

  constructor(kind: VendorFailureKind, details: FailureDetails = {}) {
    super(sentence(kind, details));
    this.kind = kind;
    this.status = details.status;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.attempts = details.attempts ?? 0;
    this.errorCode = details.errorCode;
    this.transportCode = details.transportCode;
    this.violations = details.violations ?? [];
  }

  /** The HTTP status and issue-type code to answer our own caller with. */
  get answer(): FailureAnswer {
    return FAILURE_ANSWERS[this.kind];
  }
}

function sentence(kind: VendorFailureKind, details: FailureDetails): string {
  const facts = [
    details.status === undefined ? undefined : `HTTP ${details.status}`,
    details.errorCode === undefined ? undefined : `errorCode ${details.errorCode}`,
    details.transportCode,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? `${SENTENCES[kind]}.` : `${SENTENCES[kind]} (${facts.join(', ')}).`;
}

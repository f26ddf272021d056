import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';

/**
 * Every way in which a request can end badly: HTTP status (RFC 9110, RFC 6585) and FHIR issue type
 * (https://hl7.org/fhir/R4/valueset-issue-type.html). One table, so that a situation is always told in the same way.
 */
export const situations = {
  malformed: [400, 'structure'],
  'bad-parameter': [400, 'value'],
  'missing-parameter': [400, 'required'],
  'unsupported-parameter': [400, 'not-supported'],
  unauthenticated: [401, 'login'],
  forbidden: [403, 'forbidden'],
  'not-found': [404, 'not-found'],
  'method-not-allowed': [405, 'not-supported'],
  'not-acceptable': [406, 'not-supported'],
  'request-timeout': [408, 'timeout'],
  conflict: [409, 'conflict'],
  gone: [410, 'deleted'],
  'multiple-matches': [412, 'multiple-matches'],
  'precondition-failed': [412, 'conflict'],
  'too-large': [413, 'too-long'],
  'unsupported-media-type': [415, 'not-supported'],
  'expectation-failed': [417, 'not-supported'],
  'rejected-content': [422, 'structure'],
  throttled: [429, 'throttled'],
  'headers-too-large': [431, 'too-long'],
  internal: [500, 'exception'],
  'upstream-broken': [502, 'exception'],
  unavailable: [503, 'transient'],
  'upstream-timeout': [504, 'timeout'],
} as const satisfies Record<string, readonly [status: number, code: OperationOutcomeIssue['code']]>;

/** Stable name of a situation; logs key on it. */
export type Situation = keyof typeof situations;

/** What may be said beside a situation's own status and code. */
export interface OutcomeDetails {
  /** Response headers that belong to the situation: `Allow`, `Retry-After`, `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes the place of the single issue, when there is more than one thing to say. */
  readonly issues?: readonly OperationOutcomeIssue[];
  /** Takes the place of the situation's status, for answers that another table decides. */
  readonly status?: number;
  /** Takes the place of the situation's issue type. */
  readonly code?: OperationOutcomeIssue['code'];
  /** Finer name for the logs than the situation's. */
  readonly kind?: string;
  /** What was caught. It is never shown to a caller, for its message may quote the request. */
  readonly cause?: unknown;
}

/** The one error that a request handler throws on purpose: an answer that is not a success. */
export class OutcomeError extends Error {
  override readonly name = 'OutcomeError';
  readonly status: number;
  readonly kind: string;
  readonly outcome: OperationOutcome;
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param situation what happened.
   * @param text a fixed sentence for people: never the request's own words, never another error's message.
   */
  constructor(situation: Situation, text: string, details: OutcomeDetails = {}) {
    super(text, { cause: details.cause });
    const [status, code] = situations[situation];
    this.status = details.status ?? status;
    this.kind = details.kind ?? situation;
    this.outcome = outcomeOf(details.issues ?? [errorIssue(details.code ?? code, text)]);
    this.headers = details.headers ?? {};
  }
}

/**
 * One issue of severity `error`.
 *
 * @param code FHIR issue type.
 * @param text for people.
 * @param at where: `diagnostics` is an RFC 6901 pointer into the input, `expression` a FHIRPath in the output.
 */
export function errorIssue(
  code: OperationOutcomeIssue['code'],
  text: string,
  at: { diagnostics?: string; expression?: string } = {},
): OperationOutcomeIssue {
  return {
    severity: 'error',
    code,
    details: { text },
    ...(at.diagnostics === undefined ? {} : { diagnostics: at.diagnostics }),
    ...(at.expression === undefined ? {} : { expression: [at.expression] }),
  };
}

/**
 * Wraps issues; an OperationOutcome must have at least one (https://hl7.org/fhir/R4/operationoutcome.html), so that
 * none becomes "all is well".
 */
export function outcomeOf(issues: readonly OperationOutcomeIssue[]): OperationOutcome {
  const allWell: OperationOutcomeIssue = {
    severity: 'information',
    code: 'informational',
    details: { text: 'Nothing to report.' },
  };
  return { resourceType: 'OperationOutcome', issue: issues.length === 0 ? [allWell] : [...issues] };
}

/**
 * Makes an answer of whatever was thrown.
 *
 * @param thrown an OutcomeError is kept; of anything else nothing is told but that it happened.
 * @param correlationId lets the caller's report be joined with the log line that has the details.
 */
export function toOutcomeError(thrown: unknown, correlationId: string): OutcomeError {
  if (thrown instanceof OutcomeError) return thrown;
  const text = `An internal error occurred. Reference: ${correlationId}.`;
  return new OutcomeError('internal', text, { cause: thrown });
}

import type { DeliveryOutcome } from '../outcome.js';

/** What an OperationOutcome says, as far as the policy goes by it. */
export interface SaidIssue {
  /** FHIR issue type. */
  readonly code: string;
  readonly text: string;
}

const BY_STATUS: Readonly<Record<number, DeliveryOutcome>> = {
  401: 'unauthorised',
  403: 'unauthorised',
  404: 'misconfigured',
  405: 'misconfigured',
  406: 'misconfigured',
  407: 'misconfigured',
  408: 'timed-out',
  409: 'conflict',
  410: 'gone',
  412: 'several-matches',
  413: 'too-large',
  414: 'too-large',
  415: 'misconfigured',
  421: 'misconfigured',
  423: 'transient',
  425: 'transient',
  429: 'throttled',
  431: 'too-large',
  500: 'server-error',
  501: 'misconfigured',
  505: 'misconfigured',
};

/** Issue types by which R4 says that a failure may pass (https://hl7.org/fhir/R4/valueset-issue-type.html). */
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'transient',
  'lock-error',
  'no-store',
  'exception',
  'timeout',
  'incomplete',
]);

/** Where issues say more than the status does: servers differ in what they call by which number. */
const EXPLAINED: ReadonlySet<number> = new Set([400, 404, 409, 412, 422]);

/**
 * Numbers of messages by which HAPI (a reference, or a search in its place, that finds nothing) and Epic say that something referred
 * to is missing; their issue types are the same as for other errors.
 */
const MISSING_TARGET = /\bHAPI-(?:1091|1094|1095|1096)\b|^59144$|\(59144\)/;

/**
 * What a status other than 2xx means for the message that it answers (RFC 9110 §15, RFC 6585).
 *
 * @param status HTTP status, of the whole answer or of one entry.
 * @param issues of the OperationOutcome that came with it: a server may say 400 for what will pass.
 * @param isGuarded whether it was to be written over one version only: there is another one now, which must be read first.
 */
export function outcomeOfStatus(
  status: number,
  issues: readonly SaidIssue[] = [],
  isGuarded = false,
): DeliveryOutcome {
  if (status < 200 || (status >= 300 && status < 400)) return status < 200 ? 'unverifiable' : 'redirected';
  if (status === 410 && issues.some(({ code }) => code === 'deleted' || code === 'not-found'))
    return 'deleted';
  const explained = EXPLAINED.has(status) ? explainedBy(status, issues) : null;
  if (explained !== null) return explained;
  if (status === 412 && isGuarded) return 'conflict';
  return BY_STATUS[status] ?? (status >= 500 ? 'transient' : 'rejected');
}

function explainedBy(status: number, issues: readonly SaidIssue[]): DeliveryOutcome | null {
  const codes = new Set(issues.map(({ code }) => code));
  if (codes.has('multiple-matches')) return 'several-matches';
  if (codes.has('deleted')) return 'deleted';
  if (codes.has('not-found') || issues.some(({ text }) => MISSING_TARGET.test(text))) return 'missing-target';
  if (status !== 400 && status !== 422) return null;
  if (codes.has('throttled')) return 'throttled';
  return [...codes].some((code) => TRANSIENT_CODES.has(code)) ? 'transient' : null;
}

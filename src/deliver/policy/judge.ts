import { isObject } from '../../fhir/check/json-object.js';
import type { PlannedRequest } from '../planned-request.js';
import { readReceiverIssues } from '../receiver-issue.js';
import type { Answer, Answered } from '../send/answer.js';
import { askedWait } from './asked-wait.js';
import { judgeBundle } from './judge-bundle.js';
import { judgeResource } from './judge-resource.js';
import type { Judgement } from '../judgement.js';
import { outcomeOfStatus } from './outcome-of-status.js';
import { outcomeOfTransport } from './outcome-of-transport.js';

/** What of a request its answer is judged by. */
export type Judged = Pick<PlannedRequest, 'interaction' | 'entries'>;

/**
 * Judges the whole answer to a request: a status of success is none yet, for servers answer 200 with failures inside, with half a
 * Bundle, or with a login page.
 *
 * @param wallClockMs milliseconds since the epoch, for a `Retry-After` that is a date.
 */
export function judge(answer: Answer, request: Judged, wallClockMs: number): Judgement {
  if (answer.kind === 'unanswered') {
    const outcome = outcomeOfTransport(answer);
    const nothing = { status: null, retryAfterSeconds: null, entries: [], issues: [] };
    return { outcome, transportCode: answer.code, ...nothing };
  }
  const { status, headers } = answer;
  const isSuccess = status >= 200 && status < 300;
  return {
    ...(isSuccess ? judgeSuccess(answer, request) : judgeRefusal(answer, request)),
    status,
    retryAfterSeconds: askedWait(headers, wallClockMs),
  };
}

type Verdict = Pick<Judgement, 'outcome' | 'entries' | 'issues'>;

function judgeRefusal({ status, body }: Answered, { interaction, entries }: Judged): Verdict {
  const issues = readReceiverIssues(body, entries);
  const isGuarded = entries.some((entry) => entry.isGuarded === true);
  const outcome = outcomeOfStatus(status, issues, isGuarded);
  // A resource of its own that is gone says nothing of the base.
  const isDeleted = outcome === 'gone' && interaction === 'resource';
  return { outcome: isDeleted ? 'deleted' : outcome, entries: [], issues };
}

function judgeSuccess(answer: Answered, request: Judged): Verdict {
  const { entries } = request;
  // A page for people instead of FHIR: this is another server, or one in front of it that wants somebody to log in.
  // So it is with other JSON, for everything in FHIR is a resource (https://hl7.org/fhir/R4/json.html).
  if (answer.form === 'html' || (answer.form === 'json' && !isResource(answer.body)))
    return { outcome: 'misconfigured', entries: [], issues: [] };
  // Accepted means "later, maybe", and nobody asked for that.
  if (answer.status === 202) return { outcome: 'unverifiable', entries: [], issues: [] };
  const issues = readReceiverIssues(answer.body, entries);
  const isError = issues.some(({ severity }) => severity === 'error' || severity === 'fatal');
  if (isError) return { outcome: 'partial', entries: [], issues };
  return request.interaction === 'resource'
    ? judgeResource(answer, entries, issues)
    : judgeBundle(answer, request, issues);
}

function isResource(body: unknown): boolean {
  return isObject(body) && typeof body['resourceType'] === 'string';
}

import { isObject } from '../../fhir/check/json-object.js';
import { oneLine } from '../one-line.js';
import type { ReceiverIssue } from '../receiver-issue.js';
import type { Answered } from '../send/answer.js';
import { nameOf, type SentEntry } from '../sent-entry.js';
import type { Judgement } from '../judgement.js';

/**
 * Judges a success that answers one resource: an empty body is the usual one, as little was asked for. The status is in doubt when what
 * comes with it does not end, is no JSON or is another resource: something between the server and here may have made it up. It is, too,
 * when a create is not answered by 201 (https://hl7.org/fhir/R4/http.html#create): by 200 a server says that it has the resource
 * already and wrote nothing (https://hl7.org/fhir/R4/http.html#ccreate), and others say so to anything.
 */
export function judgeResource(
  { status, form, body, headers }: Answered,
  entries: readonly SentEntry[],
  issues: readonly ReceiverIssue[],
): Pick<Judgement, 'outcome' | 'entries' | 'issues'> {
  const isClear = form === 'empty' || (form === 'json' && isAnswerTo(entries, body));
  const isMade = entries.every(({ method }) => method !== 'POST' || status === 201);
  if (!isClear || !isMade) return { outcome: 'unverifiable', entries: [], issues };
  const { location } = headers;
  return {
    outcome: 'delivered',
    entries: entries.map((entry) => ({
      index: entry.index,
      resource: nameOf(entry),
      status,
      ...(location === undefined ? {} : { location: oneLine(location) }),
    })),
    issues,
  };
}

/** Little may be asked for, but a server may give the resource, or say something of it. */
function isAnswerTo(entries: readonly SentEntry[], body: unknown): boolean {
  const type = isObject(body) ? body['resourceType'] : undefined;
  return type === 'OperationOutcome' || entries.every((entry) => entry.type === type);
}

import { oneLine } from '../one-line.js';
import type { ReceiverIssue } from '../receiver-issue.js';
import type { Answered } from '../send/answer.js';
import { nameOf, type SentEntry } from '../sent-entry.js';
import type { Judgement } from '../judgement.js';

/**
 * Judges a success that answers one resource: an empty body is the usual one, as little was asked for. What does not come to its end,
 * or is no JSON, leaves the status in doubt: something between the server and here may have made it up.
 */
export function judgeResource(
  { status, form, headers }: Answered,
  entries: readonly SentEntry[],
  issues: readonly ReceiverIssue[],
): Pick<Judgement, 'outcome' | 'entries' | 'issues'> {
  if (form !== 'empty' && form !== 'json') return { outcome: 'unverifiable', entries: [], issues };
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

import { z } from 'zod';
import { oneLine } from '../one-line.js';
import type { PlannedRequest } from '../planned-request.js';
import { MAX_ISSUES, readReceiverIssues, type ReceiverIssue } from '../receiver-issue.js';
import type { Answered } from '../send/answer.js';
import { nameOf, type SentEntry } from '../sent-entry.js';
import type { EntryResult, Judgement } from '../judgement.js';
import type { DeliveryOutcome } from '../outcome.js';
import { outcomeOfStatus } from './outcome-of-status.js';

const responseSchema = z.object({
  resourceType: z.literal('Bundle'),
  type: z.string(),
  entry: z.array(z.unknown()).default([]),
});

const entrySchema = z.object({
  response: z
    .object({ status: z.string(), location: z.string().optional(), outcome: z.unknown() })
    .partial()
    .optional(),
});

/**
 * Of outcomes of entries the one that decides over the whole: what people must set right first, then what ends it, then what waits.
 * Where none of these is among them, sending everything again may help.
 */
const DECISIVE: readonly DeliveryOutcome[] = [
  'unauthorised',
  'redirected',
  'misconfigured',
  'several-matches',
  'deleted',
  'rejected',
  'too-large',
  'missing-target',
  'throttled',
];

/**
 * Judges a success that answers a Bundle (https://hl7.org/fhir/R4/http.html#transaction-response): entry by entry.
 *
 * @param issues of an OperationOutcome that came instead of a Bundle.
 */
export function judgeBundle(
  { body }: Answered,
  { interaction, entries: sent }: Pick<PlannedRequest, 'interaction' | 'entries'>,
  issues: readonly ReceiverIssue[],
): Pick<Judgement, 'outcome' | 'entries' | 'issues'> {
  const parsed = responseSchema.safeParse(body);
  if (!parsed.success) return { outcome: 'unverifiable', entries: [], issues };
  const { type, entry: answered } = parsed.data;
  // What nobody asked for is not looked at, be it a million entries.
  const some = z.array(entrySchema).safeParse(answered.slice(0, sent.length));
  if (!some.success) return { outcome: 'unverifiable', entries: [], issues };
  const entry = some.data;
  const entries = sent.map((sentEntry, index): EntryResult => {
    const { status, location } = entry[index]?.response ?? {};
    return {
      index,
      resource: nameOf(sentEntry),
      status: statusOf(status),
      ...(location === undefined ? {} : { location: oneLine(location) }),
    };
  });
  const said = entry.map(({ response }, index) => readReceiverIssues(response?.outcome, sent, index));
  const found = said.flat().slice(0, MAX_ISSUES);
  const isBatch = type === 'batch-response';
  if (interaction === 'transaction' && isBatch)
    return { outcome: 'not-transactional', entries, issues: found };
  const isExpected = type === `${interaction}-response` && answered.length === sent.length;
  return { outcome: outcomeOfEntries(isExpected, entries, said, sent), entries, issues: found };
}

function outcomeOfEntries(
  isExpected: boolean,
  entries: readonly EntryResult[],
  said: readonly (readonly ReceiverIssue[])[],
  sent: readonly SentEntry[],
): DeliveryOutcome {
  const failed = entries.flatMap(({ index, status }) =>
    status === undefined || (status >= 200 && status < 300)
      ? []
      : [outcomeOfEntry(status, said[index] ?? [], sent[index]?.isGuarded === true)],
  );
  if (failed.length > 0) return DECISIVE.find((outcome) => failed.includes(outcome)) ?? 'partial';
  const isClear = entries.every(({ status }) => status !== undefined);
  return isExpected && isClear ? 'delivered' : 'unverifiable';
}

/** For an entry, 404 and 410 are about what it refers to or is, and never about the base: the server has read the Bundle. */
function outcomeOfEntry(
  status: number,
  issues: readonly ReceiverIssue[],
  isGuarded: boolean,
): DeliveryOutcome {
  if (status === 404) return 'missing-target';
  const outcome = outcomeOfStatus(status, issues, isGuarded);
  return outcome === 'gone' ? 'deleted' : outcome;
}

/** `201 Created` → 201; undefined for what does not begin with a status. */
function statusOf(text: string | undefined): number | undefined {
  const digits = /^\s*([1-5]\d\d)\b/.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

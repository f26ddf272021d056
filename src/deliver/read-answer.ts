import { z } from 'zod';
import { readRetryAfter } from '../net/retry-after.js';
import { oneLine } from './one-line.js';
import { outcomeOfStatus, outcomeOfTransport, type DeliveryOutcome } from './outcome.js';
import { readReceiverIssues, type ReceiverIssue } from './receiver-issue.js';
import type { Answer } from './send-transaction.js';
import { nameOf, type SentEntry } from './transaction.js';

/** What the server did with one entry. */
export interface EntryResult {
  readonly index: number;
  /** `Observation/123`, as it was sent. */
  readonly resource: string;
  /** HTTP status, e.g. 201; undefined when the server gave none. */
  readonly status: number | undefined;
  /** Where it is stored now, as the server wrote it. */
  readonly location?: string;
}

/** A sending and its answer, judged. */
export interface Delivery {
  readonly outcome: DeliveryOutcome;
  /** HTTP status of the whole answer; undefined when there was none. */
  readonly status: number | undefined;
  /** Code of the transport error, when there was no answer. */
  readonly transportCode?: string;
  /** Seconds that the server asks to wait. */
  readonly retryAfterSeconds?: number;
  /** One for each entry sent, in that order; empty when the server did not answer entry by entry. */
  readonly entries: readonly EntryResult[];
  readonly issues: readonly ReceiverIssue[];
}

const responseSchema = z.object({
  resourceType: z.literal('Bundle'),
  type: z.string(),
  entry: z
    .array(
      z.object({
        response: z
          .object({ status: z.string(), location: z.string().optional(), outcome: z.unknown() })
          .partial()
          .optional(),
      }),
    )
    .default([]),
});

/**
 * Judges the whole answer to a transaction: an outer 200 is no success yet, for some servers run a transaction as a batch and
 * answer 200 with failures inside (https://hl7.org/fhir/R4/http.html#transaction-response).
 *
 * @param answer of the server.
 * @param sent the entries it answers.
 * @param wallClockMs milliseconds since the epoch, for a `Retry-After` that is a date.
 */
export function readAnswer(answer: Answer, sent: readonly SentEntry[], wallClockMs: number): Delivery {
  if (answer.kind === 'unanswered') {
    const { code } = answer;
    return {
      outcome: outcomeOfTransport(code),
      status: undefined,
      transportCode: code,
      entries: [],
      issues: [],
    };
  }
  const { status, body } = answer;
  const retryAfterSeconds = readRetryAfter(answer.retryAfter, wallClockMs);
  const judged = status >= 200 && status < 300 ? judgeSuccess(body, sent) : judgeRefusal(status, body, sent);
  return { ...judged, status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

type Judged = Pick<Delivery, 'outcome' | 'entries' | 'issues'>;

function judgeRefusal(status: number, body: unknown, sent: readonly SentEntry[]): Judged {
  const issues = readReceiverIssues(body, sent);
  const codes = issues.map(({ code }) => code);
  return { outcome: outcomeOfStatus(status, codes), entries: [], issues };
}

function judgeSuccess(body: unknown, sent: readonly SentEntry[]): Judged {
  const parsed = responseSchema.safeParse(body);
  if (!parsed.success) {
    return { outcome: 'unverifiable', entries: [], issues: readReceiverIssues(body, sent) };
  }
  const { type, entry } = parsed.data;
  const entries = sent.map((sentEntry, index): EntryResult => {
    const { status, location } = entry[index]?.response ?? {};
    return {
      index,
      resource: nameOf(sentEntry),
      status: statusOf(status),
      ...(location === undefined ? {} : { location: oneLine(location) }),
    };
  });
  const issues = entry.flatMap(({ response }, index) => readReceiverIssues(response?.outcome, sent, index));
  return { outcome: outcomeOfEntries(type, entry.length === sent.length, entries), entries, issues };
}

function outcomeOfEntries(
  type: string,
  isComplete: boolean,
  entries: readonly EntryResult[],
): DeliveryOutcome {
  const failed = entries.filter(({ status }) => status !== undefined && (status < 200 || status >= 300));
  if (failed.length > 0 || type === 'batch-response') return 'partial';
  const isClear = isComplete && entries.every(({ status }) => status !== undefined);
  return isClear && type === 'transaction-response' ? 'delivered' : 'unverifiable';
}

/** `201 Created` → 201; undefined for what does not begin with a status. */
function statusOf(text: string | undefined): number | undefined {
  const digits = /^\s*([1-5]\d\d)\b/.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

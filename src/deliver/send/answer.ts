/**
 * What the body of an answer was, before anything in it is believed: `json` is an object or an array, `unreadable` is none of the
 * others, `cut` did not come to its end, was larger than what is read, or packed although nobody asked for that.
 */
export type AnswerForm = 'empty' | 'json' | 'html' | 'unreadable' | 'cut';

/** The headers of an answer that mean something to a delivery. */
export const ANSWER_HEADERS = [
  'retry-after',
  'x-ms-retry-after-ms',
  'ratelimit',
  'location',
  'etag',
  'date',
] as const;

export type AnswerHeaders = Readonly<Partial<Record<(typeof ANSWER_HEADERS)[number], string>>>;

/** The server answered, at least with a status. Nothing in it is judged yet. */
export interface Answered {
  readonly kind: 'answered';
  /** HTTP status. */
  readonly status: number;
  readonly form: AnswerForm;
  /** Parsed JSON; undefined for any other form. */
  readonly body: unknown;
  readonly headers: AnswerHeaders;
}

/** Why nothing came back. */
export interface Unanswered {
  readonly kind: 'unanswered';
  /** Code of the transport error, such as `ECONNREFUSED`; no message, for those name hosts and paths. */
  readonly code: string;
  /** Whether any byte of the request may have left: then the server may have done what it asks. */
  readonly isSent: boolean;
}

/** What came back, or why nothing did. */
export type Answer = Answered | Unanswered;

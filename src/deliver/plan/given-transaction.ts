import { z } from 'zod';
import type { PlannedRequest } from '../planned-request.js';
import type { SentEntry } from '../sent-entry.js';

/** A document is not a transaction; says where. */
export class NotATransaction extends Error {
  override readonly name = 'NotATransaction';
  /** RFC 6901 pointer into the Bundle. */
  readonly pointer: string;

  constructor(pointer: string, text: string) {
    super(text);
    this.pointer = pointer;
  }
}

const transactionSchema = z.object({
  resourceType: z.literal('Bundle'),
  type: z.literal('transaction'),
  entry: z
    .array(
      z.object({
        fullUrl: z.string().optional(),
        resource: z.object({ resourceType: z.string(), id: z.string().optional() }).optional(),
        request: z.object({ method: z.string(), url: z.string() }),
      }),
    )
    .min(1),
});

type TransactionEntry = z.infer<typeof transactionSchema>['entry'][number];

/**
 * Plans a transaction that somebody else made, as it is.
 *
 * @param text of it: it is sent byte for byte, so that no decimal loses a zero.
 * @param json the same, parsed.
 * @throws NotATransaction for anything but a Bundle of type `transaction`.
 */
export function givenTransaction(text: string, json: unknown): PlannedRequest {
  return {
    interaction: 'transaction',
    method: 'POST',
    path: '',
    headers: {},
    body: text,
    entries: readTransaction(json),
    find: null,
    open: [],
  };
}

/**
 * Reads what a transaction asks for, in its order.
 *
 * @param json a Bundle of type `transaction`.
 * @throws NotATransaction for anything else.
 */
export function readTransaction(json: unknown): SentEntry[] {
  const parsed = transactionSchema.safeParse(json);
  if (parsed.success) return parsed.data.entry.map(toSentEntry);
  const [issue] = parsed.error.issues;
  const pointer = (issue?.path ?? []).map((step) => `/${String(step)}`).join('');
  throw new NotATransaction(
    pointer,
    'Not a Bundle of type transaction with at least one entry and its request.',
  );
}

function toSentEntry({ fullUrl, resource, request }: TransactionEntry, index: number): SentEntry {
  const [path = ''] = request.url.split('?', 1);
  const [type = '', idInUrl] = path.split('/');
  const uuid = fullUrl?.startsWith('urn:uuid:') === true ? fullUrl.slice('urn:uuid:'.length) : undefined;
  return {
    index,
    method: request.method,
    type: resource?.resourceType ?? type,
    id: resource?.id ?? idInUrl ?? uuid,
  };
}

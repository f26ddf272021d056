import { z } from 'zod';

/** One entry of a transaction, as far as its answer must be told apart from the others'. */
export interface SentEntry {
  readonly index: number;
  /** `PUT`, `POST` … */
  readonly method: string;
  /** Resource type, e.g. `Observation`. */
  readonly type: string;
  /** Logical id, where the sender says it: from the resource, the request or a `urn:uuid:` fullUrl. */
  readonly id: string | undefined;
}

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

/** `Observation/123`, or what is known of it. */
export function nameOf({ type, id }: SentEntry): string {
  return id === undefined ? type : `${type}/${id}`;
}

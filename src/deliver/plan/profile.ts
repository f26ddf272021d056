/**
 * How a report is written to a server.
 *
 * - `transaction-put`: one transaction, each resource under our own id.
 * - `transaction-conditional`: one transaction, each resource found by its identifier, for servers that give their own ids.
 * - `batch`: batches of resources under our own ids, targets before what refers to them, for servers without transactions.
 * - `sequential`: one request for each resource, which is searched before it is created.
 * - `document`: one DocumentReference, for servers that take nothing else.
 */
export const profileNames = [
  'transaction-put',
  'transaction-conditional',
  'batch',
  'sequential',
  'document',
] as const;

export type ProfileName = (typeof profileNames)[number];

/** Whose ids a server uses: ours, or its own, so that resources are found by their identifiers. */
export function idsOf(profile: ProfileName): 'ours' | 'theirs' {
  return profile === 'transaction-put' || profile === 'batch' ? 'ours' : 'theirs';
}

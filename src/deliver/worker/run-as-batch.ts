import { z } from 'zod';
import type { Judgement } from '../judgement.js';
import { referenceOf } from '../plan/with-references.js';
import type { PlannedRequest } from '../planned-request.js';
import type { Answer } from '../send/answer.js';

const bundle = z.object({ entry: z.array(z.object({ resource: z.unknown() })) });

const OURS = '"reference":"urn:uuid:';

/**
 * Judges a transaction that a server ran as a batch. Entry by entry it may have stored everything (Medplum does, and resolves the
 * references between them, where R4 promises nothing): then what it holds is asked for.
 *
 * @param read reads a resource there, e.g. `DiagnosticReport/17`.
 */
export async function runAsBatch(
  request: PlannedRequest,
  judgement: Judgement,
  read: (reference: string) => Promise<Answer>,
): Promise<Judgement> {
  const { entries } = judgement;
  const isAll = entries.every(({ status = 0 }) => status >= 200 && status < 300);
  // Writing the same again is safe, and brings the rest.
  if (!isAll) return { ...judgement, outcome: 'partial' };
  const referring = indexOfReferring(request);
  if (referring === -1) return { ...judgement, outcome: 'delivered' };
  const place = referenceOf(entries[referring]?.location ?? '') ?? entries[referring]?.resource ?? '';
  const answer = await read(place);
  if (answer.kind === 'unanswered' || answer.status !== 200) return { ...judgement, outcome: 'unverifiable' };
  const isWhole = !JSON.stringify(answer.body).includes(OURS);
  return isWhole ? { ...judgement, outcome: 'delivered' } : judgement;
}

/** Index of an entry that refers to another; -1: there is none. */
function indexOfReferring({ body }: PlannedRequest): number {
  const { entry } = bundle.parse(JSON.parse(body));
  return entry.findIndex(({ resource }) => JSON.stringify(resource).includes(OURS));
}

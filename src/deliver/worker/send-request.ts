import type { Judgement } from '../judgement.js';
import { asUpdate } from '../plan/as-update.js';
import { referenceOf, withReferences } from '../plan/with-references.js';
import type { PlannedRequest } from '../planned-request.js';
import type { Judged } from '../policy/judge.js';
import { mayYetBeMade } from '../policy/may-yet-be-made.js';
import type { Answer } from '../send/answer.js';
import type { Sender } from '../send/sender.js';
import type { Progress } from './progress.js';
import { runAsBatch } from './run-as-batch.js';
import { readMatch, type Match } from './find-match.js';
import { judgeUnmatched } from './unmatched.js';

/** What sending takes. */
export interface Sending extends Progress {
  readonly sender: Pick<Sender, 'send' | 'get'>;
  /** Says what an answer means for what was sent. */
  readonly judge: (answer: Answer, sent: Judged) => Judgement;
  /** Goes out as X-Request-Id. */
  readonly correlationId: string;
  readonly signal: AbortSignal;
  /** Whether what was stored is read back and compared. */
  readonly isVerified: boolean;
}

/**
 * Sends one request of a plan. What it refers to, and what a create would make twice, is searched for first: nobody has to know
 * whether an earlier try was received.
 */
export async function sendRequest(request: PlannedRequest, sending: Sending): Promise<Judgement> {
  const closed = await closeReferences(request, sending);
  if ('outcome' in closed) return closed;
  const ready = await asFound(closed, sending);
  if ('outcome' in ready) return ready;
  const { sender, judge, correlationId, signal, found } = sending;
  const answer = await sender.send(ready, correlationId, signal);
  const first = judge(answer, ready);
  if (ready.find !== null && mayYetBeMade(first)) return { ...first, mayYetBeMade: true };
  const read = (reference: string) => sender.get(reference, signal);
  const judgement = first.outcome === 'not-transactional' ? await runAsBatch(ready, first, read) : first;
  if (judgement.outcome === 'delivered') note(ready, answer, judgement, found);
  return judgement;
}

/** Replaces what has no meaning to the server by what it has. */
async function closeReferences(
  request: PlannedRequest,
  sending: Sending,
): Promise<PlannedRequest | Judgement> {
  const { found } = sending;
  for (const { reference, find } of withReferences(request, found).open) {
    const match = await matchOf(find, sending);
    if (match.kind !== 'one') return judgeUnmatched(match, request, sending, 'missing-target');
    found.set(reference, match.reference);
  }
  return withReferences(request, found);
}

/** Makes the update of a create whose resource is there already. */
async function asFound(request: PlannedRequest, sending: Sending): Promise<PlannedRequest | Judgement> {
  if (request.find === null) return request;
  const match = await matchOf(request.find, sending);
  if (match.kind === 'none') return request;
  return match.kind === 'one'
    ? asUpdate(request, match.id)
    : judgeUnmatched(match, request, sending, 'rejected');
}

async function matchOf(search: string, { sender, signal }: Sending): Promise<Match> {
  return readMatch(search, await sender.get(search, signal));
}

/** Keeps where things are stored, for the references of what follows. */
function note(
  { entries, path, method }: PlannedRequest,
  answer: Answer,
  { entries: results }: Judgement,
  found: Map<string, string>,
): void {
  const header = answer.kind === 'answered' ? answer.headers.location : undefined;
  for (const { index, id } of entries) {
    const location = results[index]?.location ?? header ?? (method === 'PUT' ? path : '');
    const reference = referenceOf(location);
    if (id !== undefined && reference !== null) found.set(`urn:uuid:${id}`, reference);
  }
}

import type { SharedClaim, SharedResource } from '../../store/outbox/shared-resource.js';
import type { Judgement } from '../judgement.js';
import type { Plan, SharedWriting } from '../plan/plan.js';
import type { PlannedRequest } from '../planned-request.js';
import { readBack } from '../verify/read-back.js';
import { requestKey } from './progress.js';
import { sendRequest, type Sending } from './send-request.js';

/** Who may store what many reports share, one at a time. */
export interface SharedPlaces {
  readonly claim: (resource: Omit<SharedResource, 'destination'>) => Promise<SharedClaim>;
  readonly finish: (resource: Omit<SharedResource, 'destination'>) => Promise<void>;
  readonly release: (resource: Omit<SharedResource, 'destination'>) => Promise<void>;
}

/**
 * Sends a plan: what is shared first, then its requests one after the other, until one is not stored. What an earlier attempt has
 * brought is not sent again.
 *
 * @returns how the last request ended; `delivered` when all did. `busy` when another worker is storing what is shared: nothing of the
 *   report was sent.
 */
export async function sendPlan(
  plan: Plan,
  shared: SharedPlaces,
  sending: Sending,
): Promise<Judgement | 'busy'> {
  for (const writing of plan.shared) {
    const judgement = await sendShared(writing, shared, sending);
    if (judgement !== null) return judgement;
  }
  let last: Judgement | null = null;
  const { done } = sending;
  const keys = plan.requests.map(requestKey);
  // What said something else was written over since, or will be.
  for (const key of done) if (!keys.includes(key)) done.delete(key);
  for (const [index, request] of plan.requests.entries()) {
    const key = keys[index] ?? '';
    // The last one is always sent: its answer is the answer to the whole.
    if (index < keys.length - 1 && done.has(key)) continue;
    last = await sendVerified(request, sending);
    if (last.outcome !== 'delivered') return last;
    done.add(key);
  }
  if (last === null) throw new Error('A plan without requests is a defect.');
  return last;
}

/** Sends one request of a plan, and reads back what it stored where that is wanted. */
export async function sendVerified(request: PlannedRequest, sending: Sending): Promise<Judgement> {
  const judgement = await sendRequest(request, sending);
  if (judgement.outcome !== 'delivered' || !sending.isVerified) return judgement;
  const { found, sender, signal } = sending;
  return readBack(request, judgement, found, (reference) => sender.get(reference, signal));
}

/** @returns null when the destination has it. */
async function sendShared(
  { request, ...resource }: SharedWriting,
  shared: SharedPlaces,
  sending: Sending,
): Promise<Judgement | 'busy' | null> {
  const claim = await shared.claim(resource);
  if (claim === 'stored') return null;
  if (claim === 'elsewhere') return 'busy';
  let isStored = false;
  try {
    const judgement = await sendRequest(request, sending);
    isStored = judgement.outcome === 'delivered';
    return isStored ? null : judgement;
  } finally {
    await (isStored ? shared.finish(resource) : shared.release(resource));
  }
}

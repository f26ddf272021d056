import type { SharedClaim, SharedResource } from '../../store/outbox/shared-resource.js';
import type { Judgement } from '../judgement.js';
import type { Plan, SharedWriting } from '../plan/plan.js';
import type { PlannedRequest } from '../planned-request.js';
import { readBack } from '../verify/read-back.js';
import { sendRequest, type Sending } from './send-request.js';

/** Who may store what many reports share, one at a time. */
export interface SharedPlaces {
  readonly claim: (resource: Omit<SharedResource, 'destination'>) => Promise<SharedClaim>;
  readonly finish: (resource: Omit<SharedResource, 'destination'>) => Promise<void>;
  readonly release: (resource: Omit<SharedResource, 'destination'>) => Promise<void>;
}

/**
 * Sends a plan: what is shared first, then its requests one after the other, until one is not stored.
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
  for (const request of plan.requests) {
    last = await sendVerified(request, sending);
    if (last.outcome !== 'delivered') return last;
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

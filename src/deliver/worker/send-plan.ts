import type { SharedClaim, SharedResource } from '../../store/outbox/shared-resource.js';
import type { Judgement } from '../judgement.js';
import type { Plan, SharedWriting } from '../plan/plan.js';
import type { PlannedRequest } from '../planned-request.js';
import { readBack } from '../verify/read-back.js';
import type { KeptLease } from './keep-lease.js';
import { requestKey } from './progress.js';
import { sendRequest, type Sending } from './send-request.js';

/** Who may store what many reports share, one at a time. */
export interface SharedPlaces {
  readonly claim: (resource: Omit<SharedResource, 'destination'>) => Promise<SharedClaim>;
  /** Keeps a claim while it is worked on. @param stopping ends that. */
  readonly keep: (
    resource: Omit<SharedResource, 'destination'>,
    stopping: AbortSignal,
  ) => Pick<KeptLease, 'signal' | 'stop'>;
  readonly finish: (resource: Omit<SharedResource, 'destination'>) => Promise<void>;
  readonly release: (resource: Omit<SharedResource, 'destination'>) => Promise<void>;
}

/** What sending a plan takes, whose progress is kept. */
export interface KeptSending extends Sending {
  /** Writes down the progress as it is. @returns false when the claim is lost: then nothing may be sent. */
  readonly keep: () => Promise<boolean>;
}

/**
 * Sends a plan: what is shared first, then its requests one after the other, until one is not stored. What an earlier attempt has
 * brought is not sent again.
 *
 * @returns how the last request ended; `delivered` when all did. `busy` when another worker is storing what is shared, `lost` when one
 *   may be sending the report itself, or it was erased: then nothing more was sent.
 */
export async function sendPlan(
  plan: Plan,
  shared: SharedPlaces,
  sending: KeptSending,
): Promise<Judgement | 'busy' | 'lost'> {
  for (const writing of plan.shared) {
    const judgement = await sendShared(writing, shared, sending);
    if (judgement !== null) return judgement;
  }
  let last: Judgement | null = null;
  const { done } = sending;
  const keys = plan.requests.map(requestKey);
  if (!(await forgetOthers(new Set(keys), sending))) return 'lost';
  for (const [index, request] of plan.requests.entries()) {
    const key = keys[index] ?? '';
    // The last one is always sent: its answer is the answer to the whole.
    if (index < keys.length - 1 && done.has(key)) continue;
    // What one has brought is written down before the next one, and nothing more is sent of a report that was erased meanwhile.
    if (last !== null && !(await sending.keep())) return 'lost';
    last = await sendVerified(request, sending);
    if (last.outcome !== 'delivered') return last;
    done.add(key);
  }
  if (last === null) throw new Error('A plan without requests is a defect.');
  return last;
}

/**
 * What said something else will be written over: before that nobody may take it for done any more, not even when this process does
 * not live to say so. Requests of one plan write over nothing of each other.
 */
async function forgetOthers(planned: ReadonlySet<string>, { done, keep }: KeptSending): Promise<boolean> {
  const others = [...done].filter((key) => !planned.has(key));
  for (const key of others) done.delete(key);
  return others.length === 0 || (await keep());
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
  let isOpen = false;
  const { signal, stop } = shared.keep(resource, sending.signal);
  try {
    const judgement = await sendRequest(request, { ...sending, signal });
    isStored = judgement.outcome === 'delivered';
    isOpen = judgement.mayYetBeMade === true;
    return isStored ? null : judgement;
  } finally {
    stop();
    if (isStored) await shared.finish(resource);
    // What may still be made nobody else shall make meanwhile: the claim ends by itself.
    else if (!isOpen) await shared.release(resource);
  }
}

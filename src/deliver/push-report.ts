import { randomUUID } from 'node:crypto';
import type { DeliveryDestination } from './destination/delivery-destination.js';
import type { Judgement } from './judgement.js';
import type { Plan } from './plan/plan.js';
import { planOf } from './plan/plan-of.js';
import { readPlanResources } from './plan/plan-resource.js';
import { judge } from './policy/judge.js';
import { createSender } from './send/create-sender.js';
import type { Sender } from './send/sender.js';
import { createProfileSource, unprofiled } from './worker/profile-source.js';
import type { Sending } from './worker/send-request.js';
import { sendVerified } from './worker/send-plan.js';

/**
 * Sends a report once, without any outbox, as the destination takes it. Photographs go as links, whatever it says of media.
 *
 * @param versions the report's resources, with references as `Type/id`.
 * @returns what was answered to all requests together; the outcome is that of the last one.
 * @throws NotPlannable when the destination cannot take this report as both are.
 */
export async function pushReport(
  versions: readonly { readonly json: string }[],
  destination: DeliveryDestination,
): Promise<Judgement> {
  const sender = createSender(destination);
  const { signal } = new AbortController();
  try {
    const chosen = await createProfileSource(destination, sender, () => performance.now())(signal);
    if ('answer' in chosen)
      return unprofiled(judge(chosen.answer, { interaction: 'resource', entries: [] }, Date.now()));
    const { profile, entryCap } = chosen;
    return together(
      await sendAll(
        planOf(profile, readPlanResources(versions), { ...destination, entryCap }),
        sender,
        destination,
      ),
    );
  } finally {
    await sender.close();
  }
}

/** One after the other, until one is not stored. */
async function sendAll(
  plan: Plan,
  sender: Sender,
  { verify }: DeliveryDestination,
): Promise<readonly Judgement[]> {
  const sending: Sending = {
    sender,
    judge: (answer, sent) => judge(answer, sent, Date.now()),
    correlationId: randomUUID(),
    signal: new AbortController().signal,
    isVerified: verify,
    done: new Set(),
    found: new Map(),
  };
  const judgements: Judgement[] = [];
  for (const request of [...plan.shared.map((writing) => writing.request), ...plan.requests]) {
    const judgement = await sendVerified(request, sending);
    judgements.push(judgement);
    if (judgement.outcome !== 'delivered') break;
  }
  return judgements;
}

/** Entries are counted on from request to request. */
function together(judgements: readonly Judgement[]): Judgement {
  const [first, ...others] = judgements;
  if (first === undefined) throw new Error('A plan without requests is a defect.');
  return others.reduce(
    (before, judgement) => ({
      ...judgement,
      entries: [
        ...before.entries,
        ...judgement.entries.map((entry) => ({ ...entry, index: entry.index + before.entries.length })),
      ],
      issues: [
        ...before.issues,
        ...judgement.issues.map((issue) =>
          issue.entry === undefined ? issue : { ...issue, entry: issue.entry + before.entries.length },
        ),
      ],
    }),
    first,
  );
}

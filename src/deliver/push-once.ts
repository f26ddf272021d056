import { randomUUID } from 'node:crypto';
import type { DeliveryDestination } from './destination/delivery-destination.js';
import type { Judgement } from './judgement.js';
import type { PlannedRequest } from './planned-request.js';
import { judge } from './policy/judge.js';
import { createSender } from './send/create-sender.js';

/** Sends a request once, without any outbox. */
export async function pushOnce(
  request: PlannedRequest,
  destination: DeliveryDestination,
): Promise<Judgement> {
  const sender = createSender(destination);
  try {
    return judge(await sender.send(request, randomUUID()), request, Date.now());
  } finally {
    await sender.close();
  }
}

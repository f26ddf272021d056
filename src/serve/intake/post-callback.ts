import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { principalOf } from '../../auth/principal.js';
import { badCredentials } from '../../auth/refusal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { headerOf } from '../../http/header.js';
import { bodyOf } from '../../http/read-body.js';
import { isReportId } from '../../vendor/report-id.js';
import type { DeliveryDependencies } from '../delivery/delivery-dependencies.js';
import { chosenDestinations } from '../delivery/known-destination.js';
import { readResource } from '../operation/read-resource.js';
import { acceptIntakes, type ToAccept } from './accept-intakes.js';
import { sendAccepted } from './post-reports.js';
import { signerOf } from './webhook-signature.js';

/** The message that says that a report is ready; there are others, and more may come. */
const READY = 'analysis_completed';

const messageSchema = z.looseObject({ message: z.string(), id: z.string().optional() });

/** Whose reports a message is about, and what makes it known again. */
type Sender = Pick<ToAccept, 'tenant' | 'idempotency'>;

/**
 * `POST /intake/callback`: the vendor, or the host of its frame, says that a report is ready. It is a hint: only the id is looked at,
 * and the report comes from the vendor. The automatic destinations get it. The same message again is the same intake.
 *
 * @throws OutcomeError (from the handler) 401 for a signature that is not right, 422 for what is no such message.
 */
export function postCallback(dependencies: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    const body = bodyOf(req);
    const sender = senderOf(req, body, dependencies);
    const handle = reportIn(readResource(body));
    if (handle === null) {
      res.status(204).end();
      return;
    }
    const destinations = chosenDestinations(dependencies.destinations, sender.tenant, []) ?? [];
    const intakes = await acceptIntakes(dependencies, {
      ...sender,
      handles: [handle],
      destinations: destinations.map(({ name }) => name),
      locale: null,
      always: false,
    });
    sendAccepted(req, res, { intakes, baseUrl: dependencies.reports.baseUrl });
  };
}

/** With keys, it is the signature that says whose the report is; without any, the credentials do. */
function senderOf(
  req: IncomingMessage,
  body: Uint8Array,
  { webhookKeys, now }: DeliveryDependencies,
): Sender {
  const id = headerOf(req, 'webhook-id');
  const known = (sender: string): Sender['idempotency'] =>
    id === undefined ? undefined : { key: `callback ${sender} ${id}`, body };
  if (webhookKeys.length === 0) {
    const { tenant, client } = principalOf(req);
    return { tenant, idempotency: known(client) };
  }
  const timestamp = headerOf(req, 'webhook-timestamp');
  const signatures = headerOf(req, 'webhook-signature');
  const signer = signerOf({ id, timestamp, signatures, body }, webhookKeys, now().getTime());
  if ('fault' in signer) throw badCredentials(signer.fault);
  return { tenant: signer.tenant, idempotency: known('') };
}

/** @returns null for a message about something else. */
function reportIn(json: unknown): string | null {
  const { success, data } = messageSchema.safeParse(json);
  if (!success)
    throw new OutcomeError('rejected-content', 'The body must be a message with its name and an id.');
  if (data.message !== READY) return null;
  if (data.id === undefined || !isReportId(data.id))
    throw new OutcomeError('rejected-content', 'The id must be one that the vendor can have given out.');
  return data.id;
}

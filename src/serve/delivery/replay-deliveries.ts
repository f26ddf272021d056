import type { RequestHandler } from 'express';
import { z } from 'zod';
import { principalOf } from '../../auth/principal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { bodyOf } from '../../http/read-body.js';
import { sendJson } from '../../http/send-json.js';
import { readResource } from '../operation/read-resource.js';
import { known } from '../interaction/resource-source.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { deliveryFilterFields, toFilter } from './delivery-filter.js';
import { describeReplay } from './describe-delivery.js';
import { idOf } from './id-of.js';
import { destinationsOf } from './known-destination.js';

const PER_SECOND = 10;

const replaySchema = z.strictObject({
  ...deliveryFilterFields,
  perSecond: z.number().min(0.01).max(1000).default(PER_SECOND),
});

/**
 * `POST /replays`: sends dead deliveries again, as slowly as is wanted.
 *
 * @throws OutcomeError (from the handler) 422 for the body.
 */
export function postReplay(dependencies: DeliveryDependencies): RequestHandler {
  const { outbox, wake, now, destinations } = dependencies;
  return async (req, res) => {
    const { tenant, client } = principalOf(req);
    const { success, data } = replaySchema.safeParse(readResource(bodyOf(req)));
    if (!success) throw new OutcomeError('rejected-content', RULE);
    const { perSecond, ...fields } = data;
    const nowMs = now().getTime();
    const replay = await outbox.deliveries.replay(tenant, toFilter(fields), perSecond, client, nowMs);
    for (const { name } of destinationsOf(destinations, tenant)) wake.deliveries(name);
    res.setHeader('Content-Location', `/replays/${replay.id}`);
    sendJson(res, 202, describeReplay(replay));
  };
}

const RULE =
  'The body must be an object with any of destination, report, outcome, from, before and perSecond (0.01 to 1000).';

/** `GET /replays/{id}`: how far a replay is. @throws OutcomeError (from the handler) 404. */
export function getReplay({ outbox }: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    const replay = await outbox.deliveries.readReplay(principalOf(req).tenant, idOf(req));
    sendJson(res, 200, describeReplay(known(replay)));
  };
}

/**
 * `POST /replays/{id}/cancel`: what was not attempted yet is dead again.
 *
 * @throws OutcomeError (from the handler) 404.
 */
export function cancelReplay({ outbox, now }: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    const { tenant, client } = principalOf(req);
    const replay = await outbox.deliveries.cancelReplay(tenant, idOf(req), client, now().getTime());
    sendJson(res, 200, describeReplay(known(replay)));
  };
}

import type { RequestHandler } from 'express';
import { z } from 'zod';
import { principalOf } from '../../auth/principal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { bodyOf } from '../../http/read-body.js';
import { sendJson } from '../../http/send-json.js';
import { readResource } from '../operation/read-resource.js';
import { known } from '../interaction/resource-source.js';
import { besideFhir } from '../routing/beside-fhir.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { deliveryFilterFields, toFilter } from './delivery-filter.js';
import { describeReplay } from './describe-delivery.js';
import { idOf } from './id-of.js';
import { destinationsOf, isKnown } from './known-destination.js';

const PER_SECOND = 10;

const FILTERS = ['destination', 'report', 'outcome', 'from', 'before'] as const;

const replaySchema = z
  .strictObject({
    ...deliveryFilterFields,
    all: z.literal(true).optional(),
    perSecond: z.number().min(0.01).max(1000).default(PER_SECOND),
  })
  .refine((given) => given.all === true || FILTERS.some((name) => given[name] !== undefined));

/**
 * `POST /replays`: sends dead deliveries again, as slowly as is wanted; every one only when the body says so.
 *
 * @throws OutcomeError (from the handler) 422 for the body.
 */
export function postReplay(dependencies: DeliveryDependencies): RequestHandler {
  const { outbox, wake, now, destinations, reports } = dependencies;
  return async (req, res) => {
    const { tenant, client } = principalOf(req);
    const { success, data } = replaySchema.safeParse(readResource(bodyOf(req)));
    if (!success) throw new OutcomeError('rejected-content', RULE);
    const { perSecond, destination } = data;
    if (destination !== undefined && !isKnown(destinations, tenant, destination)) throw unknownDestination();
    const nowMs = now().getTime();
    const replay = await outbox.deliveries.replay(tenant, toFilter(data), perSecond, client, nowMs);
    for (const { name } of destinationsOf(destinations, tenant)) wake.deliveries(name);
    res.setHeader('Content-Location', besideFhir(reports.baseUrl, `/replays/${replay.id}`));
    sendJson(res, 202, describeReplay(replay));
  };
}

const RULE =
  'The body must be an object with one or more of destination, report, outcome, from and before, or with "all": true; ' +
  'and with perSecond (0.01 to 1000) if wanted.';

function unknownDestination(): OutcomeError {
  const text = 'The body must name a destination of this gateway.';
  return new OutcomeError('rejected-content', text, { code: 'value' });
}

/** `GET /replays`: the newest ones. */
export function getReplays({ outbox }: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    const replays = await outbox.deliveries.replays(principalOf(req).tenant, MAX_REPLAYS);
    sendJson(res, 200, { replays: replays.map(describeReplay) });
  };
}

/** So many are listed: what is older has ended. */
const MAX_REPLAYS = 100;

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

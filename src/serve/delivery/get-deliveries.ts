import type { RequestHandler } from 'express';
import { principalOf } from '../../auth/principal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { readQuery } from '../../http/query.js';
import { sendJson } from '../../http/send-json.js';
import { whileConnected } from '../../http/while-connected.js';
import { isDeliveryCursor } from '../../store/outbox/list-deliveries.js';
import { known } from '../interaction/resource-source.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { deliveryFilterNames, readDeliveryFilter } from './delivery-filter.js';
import { describeAttempt, describeDelivery } from './describe-delivery.js';
import { idOf } from './id-of.js';
import { isKnown } from './known-destination.js';
import { rawPlaces } from './raw-places.js';

/** Parameters of the list. */
export const deliveryListParameters = [...deliveryFilterNames, 'limit', 'cursor'] as const;

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/**
 * `GET /deliveries`: the tenant's deliveries, newest first, a page at a time.
 *
 * @throws OutcomeError (from the handler) 400 for parameters.
 */
export function getDeliveries({ outbox, destinations }: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    const { tenant } = principalOf(req);
    const valueOf = readQuery(req, deliveryListParameters);
    const filter = readDeliveryFilter(valueOf);
    const limit = readLimit(valueOf('limit'));
    const page = await outbox.deliveries.list(tenant, filter, limit, readCursor(valueOf('cursor')));
    const { destination } = filter;
    // One that is configured no more may have deliveries still; to a slip in its name, none would read as "nothing is dead".
    if (
      page.deliveries.length === 0 &&
      destination !== undefined &&
      !isKnown(destinations, tenant, destination)
    )
      throw new OutcomeError(
        'bad-parameter',
        'Parameter destination must name a destination of this gateway.',
      );
    const next = page.next === null ? {} : { next: page.next };
    sendJson(res, 200, { deliveries: page.deliveries.map(describeDelivery), ...next });
  };
}

/**
 * `GET /deliveries/{id}`: a delivery with its attempts, the oldest first.
 *
 * @throws OutcomeError (from the handler) 404, 503 when too many explanations of the client wait.
 */
export function getDelivery(dependencies: DeliveryDependencies): RequestHandler {
  const { outbox, meaningOf } = dependencies;
  return async (req, res) => {
    const { tenant, client } = principalOf(req);
    const id = idOf(req);
    const delivery = known(await outbox.deliveries.read(tenant, id));
    const attempts = await outbox.deliveries.attempts(tenant, id);
    await whileConnected(res, async (signal) => {
      const placesOf = await rawPlaces(delivery, attempts, dependencies, { client, signal });
      const described = attempts.map((attempt) => describeAttempt(attempt, meaningOf, placesOf));
      sendJson(res, 200, { ...describeDelivery(delivery), attempts: described });
    });
  };
}

function readCursor(text: string | undefined): string | undefined {
  if (text === undefined || isDeliveryCursor(text)) return text;
  throw new OutcomeError('bad-parameter', 'Parameter cursor must be the next of a page before.');
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new OutcomeError('bad-parameter', `Parameter limit must be a whole number from 1 to ${MAX_LIMIT}.`);
}

import type { RequestHandler } from 'express';
import { principalOf } from '../../auth/principal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { sendJson } from '../../http/send-json.js';
import { known } from '../interaction/resource-source.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { describeDelivery } from './describe-delivery.js';
import { idOf } from './id-of.js';

/**
 * `POST /deliveries/{id}/retry`: sends a dead or discarded delivery again, or a waiting one now.
 *
 * @throws OutcomeError (from the handler) 404, 409 when it cannot be.
 */
export function retryDelivery({ outbox, wake, now }: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    const { tenant, client } = principalOf(req);
    const id = idOf(req);
    const retried = known(await outbox.deliveries.retry(tenant, id, client, now().getTime()));
    if (retried === 'overtaken')
      throw new OutcomeError('conflict', 'A newer version of the report went on to the destination.');
    if (retried === 'not-possible')
      throw new OutcomeError('conflict', 'Only a dead, discarded or waiting delivery can be sent again.');
    const delivery = known(await outbox.deliveries.read(tenant, id));
    wake.deliveries(delivery.destination);
    sendJson(res, 202, describeDelivery(delivery));
  };
}

/**
 * `POST /deliveries/{id}/discard`: says that a dead delivery stays so.
 *
 * @throws OutcomeError (from the handler) 404, 409 when it is not dead.
 */
export function discardDelivery({ outbox, now }: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    const { tenant, client } = principalOf(req);
    const id = idOf(req);
    const isDiscarded = await outbox.deliveries.discard(tenant, id, client, now().getTime());
    const delivery = known(await outbox.deliveries.read(tenant, id));
    if (!isDiscarded) throw new OutcomeError('conflict', 'Only a dead delivery can be discarded.');
    sendJson(res, 200, describeDelivery(delivery));
  };
}

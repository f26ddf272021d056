import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { principalOf } from '../../auth/principal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { sendJsonText } from '../../http/send-json-text.js';
import { bundleText, entryText } from '../interaction/bundle-text.js';
import { operationParameters, postedParameters } from '../operation/operation-parameters.js';
import { idempotencyKeyOf } from '../intake/idempotency.js';
import { idIn } from '../routing/route.js';
import { manyTexts, one, readInput } from '../terminology/input.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { deliverStored } from './deliver-stored.js';
import { chosenDestinations, type KnownDestination } from './known-destination.js';
import { taskOf } from './task.js';

/** Parameters of `$push`. */
export const pushParameters = ['destination', 'always'] as const;

const inputSchema = z.object({ destination: manyTexts, always: one.boolean });

/**
 * `POST DiagnosticReport/{id}/$push`: makes a delivery of a stored report for each destination, and answers 202 with their Tasks
 * once they are on disk (https://hl7.org/fhir/R4/async.html says how to poll `Content-Location`).
 *
 * @throws OutcomeError (from the handler) 400 for parameters, 404, 410, 422 for a key that was used for another request.
 */
export function pushOperation(dependencies: DeliveryDependencies): RequestHandler {
  const { reports, outbox, wake } = dependencies;
  return async (req, res) => {
    const { destination: names, always = false } = readInput(inputSchema, parametersOf(req));
    const [tenant, reportId] = [reports.tenantOf(req), idIn(req)];
    const to = destinationsNamed(dependencies, tenant, names);
    const given = idempotencyKeyOf(req);
    const key = given === undefined ? undefined : `push ${principalOf(req).client} ${given}`;
    const enqueued = await deliverStored(reports.store, { tenant, reportId, to, always, key });
    for (const { destination } of enqueued.filter(({ isNew }) => isNew)) wake.deliveries(destination);
    const ids = enqueued.map(({ deliveryId }) => deliveryId);
    const { deliveries } = await outbox.deliveries.list(tenant, { id: ids }, ids.length);
    const entries = deliveries.map((delivery) =>
      entryText(`${reports.baseUrl}/Task/${delivery.id}`, JSON.stringify(taskOf(delivery)), {}),
    );
    res.setHeader('Content-Location', `${reports.baseUrl}/Task?_id=${ids.join(',')}`);
    sendJsonText(req, res, 202, bundleText({ type: 'collection' }, entries));
  };
}

/** What cannot be called back must not go to everybody because of a slip in a name: what is unknown is refused. */
function parametersOf(req: Request) {
  return operationParameters(req, pushParameters, postedParameters(req), 'refused');
}

function destinationsNamed(
  { destinations }: DeliveryDependencies,
  tenant: string,
  names: readonly string[],
): readonly KnownDestination[] {
  const chosen = chosenDestinations(destinations, tenant, names);
  if (chosen === null)
    throw new OutcomeError('bad-parameter', 'Parameter destination must name destinations of this gateway.');
  if (chosen.length === 0)
    throw new OutcomeError(
      'missing-parameter',
      'Parameter destination must be given: no destination gets reports without being named.',
    );
  return chosen;
}

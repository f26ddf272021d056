import type { Request, RequestHandler } from 'express';
import { principalOf } from '../../auth/principal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { sendJson } from '../../http/send-json.js';
import { known } from '../interaction/resource-source.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { describeDestination } from './describe-delivery.js';
import { idOf } from './id-of.js';
import { destinationsOf, type KnownDestination } from './known-destination.js';

/** `GET /destinations`: those of the tenant, and whether anything is sent there. */
export function getDestinations(dependencies: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    const own = destinationsOf(dependencies.destinations, principalOf(req).tenant);
    sendJson(res, 200, { destinations: await describeAll(req, own, dependencies) });
  };
}

/**
 * `POST /destinations/{name}/pause`: nothing more is sent there until somebody resumes it. Deliveries keep their places.
 *
 * @throws OutcomeError (from the handler) 404, 409 when it is other tenants' too.
 */
export function pauseDestination(dependencies: DeliveryDependencies): RequestHandler {
  const { outbox, now } = dependencies;
  return async (req, res) => {
    const destination = ownOf(req, dependencies);
    await outbox.destinations.pause(destination.name, principalOf(req).client, now().getTime());
    const [described] = await describeAll(req, [destination], dependencies);
    sendJson(res, 200, described);
  };
}

/**
 * `POST /destinations/{name}/resume`: ends a pause, and a hold or a throttling before its time.
 *
 * @throws OutcomeError (from the handler) 404, 409 when it is other tenants' too.
 */
export function resumeDestination(dependencies: DeliveryDependencies): RequestHandler {
  const { outbox, wake, now } = dependencies;
  return async (req, res) => {
    const destination = ownOf(req, dependencies);
    await outbox.destinations.resume(destination.name, principalOf(req).client, now().getTime());
    wake.deliveries(destination.name);
    const [described] = await describeAll(req, [destination], dependencies);
    sendJson(res, 200, described);
  };
}

/** What stops a destination stops it for all tenants, so that none of several may. */
function ownOf(req: Request, { destinations }: DeliveryDependencies): KnownDestination {
  const name = idOf(req);
  const own = destinationsOf(destinations, principalOf(req).tenant).find((one) => one.name === name);
  const destination = known(own ?? null);
  if (destination.tenants.length > 1)
    throw new OutcomeError(
      'conflict',
      'This destination is shared with other tenants; it is paused and resumed on the command line.',
    );
  return destination;
}

async function describeAll(
  req: Request,
  destinations: readonly KnownDestination[],
  { outbox, now, meaningOf }: DeliveryDependencies,
): Promise<readonly unknown[]> {
  const [states, counts] = await Promise.all([
    outbox.destinations.read(destinations.map(({ name }) => name)),
    outbox.deliveries.counts(principalOf(req).tenant),
  ]);
  const byName = new Map(states.map((state) => [state.destination, state]));
  return destinations.flatMap((destination) => {
    const state = byName.get(destination.name);
    if (state === undefined) return [];
    return [describeDestination(destination, state, counts, now().getTime(), meaningOf)];
  });
}

import { readBody } from '../../http/read-body.js';
import type { Route } from '../routing/route.js';
import { discardDelivery, retryDelivery } from './change-delivery.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { getDestinations, pauseDestination, resumeDestination } from './destination-handlers.js';
import { deliveryListParameters, getDeliveries, getDelivery } from './get-deliveries.js';
import { cancelReplay, getReplay, getReplays, postReplay } from './replay-deliveries.js';

/** Bytes: a filter is small. */
const BODY_LIMIT = 16 * 1024;

/** What operators see of deliveries and destinations, and what they do with them. */
export function operatorRoutes(dependencies: DeliveryDependencies): readonly Route[] {
  const common = { needs: [{ scope: 'gateway/admin' }], parameters: [] } as const;
  const get = { ...common, method: 'GET' } as const;
  const post = { ...common, method: 'POST' } as const;
  return [
    {
      ...get,
      path: '/deliveries',
      handlers: [getDeliveries(dependencies)],
      parameters: deliveryListParameters,
    },
    { ...get, path: '/deliveries/:id', handlers: [getDelivery(dependencies)] },
    { ...post, path: '/deliveries/:id/retry', handlers: [retryDelivery(dependencies)] },
    { ...post, path: '/deliveries/:id/discard', handlers: [discardDelivery(dependencies)] },
    { ...post, path: '/replays', handlers: [...readBody(BODY_LIMIT), postReplay(dependencies)] },
    { ...get, path: '/replays', handlers: [getReplays(dependencies)] },
    { ...get, path: '/replays/:id', handlers: [getReplay(dependencies)] },
    { ...post, path: '/replays/:id/cancel', handlers: [cancelReplay(dependencies)] },
    { ...get, path: '/destinations', handlers: [getDestinations(dependencies)] },
    { ...post, path: '/destinations/:name/pause', handlers: [pauseDestination(dependencies)] },
    { ...post, path: '/destinations/:name/resume', handlers: [resumeDestination(dependencies)] },
  ];
}

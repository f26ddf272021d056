import { readBody } from '../../http/read-body.js';
import type { DeliveryDependencies } from '../delivery/delivery-dependencies.js';
import type { Route } from '../routing/route.js';
import { getReports } from './get-reports.js';
import { postCallback } from './post-callback.js';
import { postReports } from './post-reports.js';

/** Bytes; a hundred ids of the longest kind are half of it. */
const BODY_LIMIT = 128 * 1024;

/** Where reports are taken in. */
export function intakeRoutes(dependencies: DeliveryDependencies): readonly Route[] {
  const common = { needs: [{ scope: 'gateway/push.write' }], parameters: [] } as const;
  return [
    {
      ...common,
      method: 'POST',
      path: '/intake/reports',
      handlers: [...readBody(BODY_LIMIT), postReports(dependencies)],
    },
    {
      ...common,
      method: 'POST',
      path: '/intake/callback',
      needs: dependencies.webhookKeys.length > 0 ? null : common.needs,
      handlers: [...readBody(BODY_LIMIT), postCallback(dependencies)],
    },
    {
      ...common,
      method: 'GET',
      path: '/intake/reports/:id',
      handlers: [getReports(dependencies)],
    },
  ];
}

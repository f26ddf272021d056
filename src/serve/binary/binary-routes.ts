import type { ReportSource } from '../interaction/resource-source.js';
import type { Route } from '../routing/route.js';
import { binaryInteraction } from './binary-interaction.js';
import type { BinaryDependencies } from './open-binary.js';

/** What Binaries are served with. */
export interface BinaryRouteDependencies extends Omit<BinaryDependencies, 'store'> {
  readonly reports: ReportSource;
}

/** Reading Binaries. They have no versions, and nothing to be searched by. */
export function binaryRoutes(dependencies: BinaryRouteDependencies): readonly Route[] {
  const { store, tenantOf } = dependencies.reports;
  return [
    {
      method: 'GET',
      path: '/fhir/Binary/:id',
      handlers: [binaryInteraction({ ...dependencies, store }, tenantOf)],
      needs: [{ interaction: 'read', type: 'Binary' }],
      parameters: [],
      interaction: { type: 'Binary', code: 'read' },
    },
  ];
}

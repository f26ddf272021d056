import { reportTypes } from '../fhir/report-types.js';
import { negotiate } from '../http/negotiate.js';
import { eraseInteraction } from './interaction/erase-interaction.js';
import { interactionRoutes } from './interaction/interaction-routes.js';
import { explainRoutes, type ExplainRouteDependencies } from './operation/explain-routes.js';
import { operationRoutes, type OperationDependencies } from './operation/operation-routes.js';
import { readThrough, type ReadThroughDependencies } from './report/read-through.js';
import type { Route } from './routing/route.js';

/** What reports are served with. */
export interface ReportDependencies
  extends OperationDependencies, ExplainRouteDependencies, Omit<ReadThroughDependencies, 'store'> {
  readonly now: () => Date;
}

/** Everything about reports: operations, reading and searching, erasing. */
export function reportRoutes(dependencies: ReportDependencies): readonly Route[] {
  const { reports, now } = dependencies;
  const source = { ...reports, now };
  const prepare = readThrough({ ...dependencies, store: reports.store });
  return [
    ...operationRoutes(dependencies),
    ...explainRoutes(dependencies),
    ...reportTypes.flatMap((type) =>
      interactionRoutes(type, type === 'DiagnosticReport' ? { ...source, prepare } : source),
    ),
    {
      method: 'DELETE',
      path: '/fhir/DiagnosticReport/:id',
      handlers: [negotiate(), eraseInteraction(reports)],
      needs: [{ interaction: 'delete', type: 'DiagnosticReport' }],
      parameters: [],
      interaction: { type: 'DiagnosticReport', code: 'delete' },
    },
  ];
}

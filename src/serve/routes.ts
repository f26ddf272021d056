import { live, ready } from '../http/health.js';
import { negotiate } from '../http/negotiate.js';
import type { Readiness } from '../http/readiness.js';
import { capabilities, type ServiceIdentity } from './capability-statement.js';
import { frontPage } from './front-page.js';
import { openApiDocument } from './openapi-document.js';
import { operationRoutes, type OperationDependencies } from './operation-routes.js';
import type { Route } from './route.js';
import { terminologyRoutes, type TerminologyDependencies } from './terminology/terminology-routes.js';

/** What the routes work with. */
export interface RouteDependencies extends OperationDependencies, TerminologyDependencies {
  readonly service: ServiceIdentity;
  readonly readiness: Readiness;
}

/** Everything that the service answers; `openapi.yaml` describes it. Of two patterns that fit, the first one counts. */
export function routes(dependencies: RouteDependencies): readonly Route[] {
  const { service, readiness } = dependencies;
  const fhirRoutes = [...operationRoutes(dependencies), ...terminologyRoutes(dependencies)];
  const open = { method: 'GET', needs: null, parameters: [] } as const;
  return [
    ...fhirRoutes,
    { ...open, path: '/fhir/metadata', handlers: [negotiate(), capabilities(service, fhirRoutes)] },
    { ...open, path: '/health/live', handlers: [live] },
    { ...open, path: '/health/ready', handlers: [ready(readiness)] },
    { ...open, path: '/openapi.yaml', handlers: [openApiDocument()] },
    { ...open, path: '/', handlers: [frontPage(service)] },
  ];
}

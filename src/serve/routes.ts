import { live, ready } from '../http/health.js';
import { negotiate } from '../http/negotiate.js';
import type { Readiness } from '../http/readiness.js';
import { capabilities, type ServiceIdentity } from './capability-statement.js';
import { frontPage } from './front-page.js';
import { openApiDocument } from './openapi-document.js';
import { operationRoutes, reportTypes, type OperationDependencies } from './operation-routes.js';
import { publishedTypes } from './published.js';
import type { Route } from './route.js';
import { terminologyCapabilities, terminologyMode } from './terminology/terminology-capabilities.js';
import { terminologyRoutes, type TerminologyDependencies } from './terminology/terminology-routes.js';
import { validateRoutes } from './validate-routes.js';

/** What the routes work with. */
export interface RouteDependencies extends OperationDependencies, TerminologyDependencies {
  readonly service: ServiceIdentity;
  readonly readiness: Readiness;
}

/** Everything that the service answers; `openapi.yaml` describes it. Of two patterns that fit, the first one counts. */
export function routes(dependencies: RouteDependencies): readonly Route[] {
  const { service, readiness, library, bodyLimit } = dependencies;
  const fhirRoutes = [
    ...operationRoutes(dependencies),
    ...terminologyRoutes(dependencies),
    ...validateRoutes([...reportTypes, ...publishedTypes, 'Bundle'], bodyLimit),
  ];
  const open = { method: 'GET', needs: null, parameters: [] } as const;
  return [
    ...fhirRoutes,
    {
      ...open,
      path: '/fhir/metadata',
      handlers: [
        negotiate(),
        terminologyMode(terminologyCapabilities(service, library)),
        capabilities(service, fhirRoutes),
      ],
      parameters: ['mode'],
    },
    { ...open, path: '/health/live', handlers: [live] },
    { ...open, path: '/health/ready', handlers: [ready(readiness)] },
    { ...open, path: '/openapi.yaml', handlers: [openApiDocument()] },
    { ...open, path: '/', handlers: [frontPage(service)] },
  ];
}

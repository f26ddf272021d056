import type { Access } from '../auth/access.js';
import { reportTypes } from '../fhir/report-types.js';
import { live, ready } from '../http/health.js';
import { negotiate } from '../http/negotiate.js';
import type { Readiness } from '../http/readiness.js';
import { binaryRoutes, type BinaryRouteDependencies } from './binary/binary-routes.js';
import type { DeliveryDependencies } from './delivery/delivery-dependencies.js';
import { fhirDeliveryRoutes } from './delivery/delivery-routes.js';
import { keySet } from './delivery/key-set.js';
import { operatorRoutes } from './delivery/operator-routes.js';
import { capabilities, type ServiceIdentity } from './discovery/capability-statement.js';
import { frontPage } from './discovery/front-page.js';
import { openApiDocument } from './discovery/openapi-document.js';
import { smartDiscovery } from './discovery/smart-discovery.js';
import { intakeRoutes } from './intake/intake-routes.js';
import type { ResourceSource } from './interaction/resource-source.js';
import { validateRoutes } from './operation/validate-routes.js';
import { publishedRoutes } from './published/published-routes.js';
import { publishedTypes } from './published/published.js';
import { reportRoutes, type ReportDependencies } from './report-routes.js';
import type { Route } from './routing/route.js';
import { terminologyCapabilities, terminologyMode } from './terminology/terminology-capabilities.js';
import { terminologyRoutes, type TerminologyDependencies } from './terminology/terminology-routes.js';

/** What the routes work with. */
export interface RouteDependencies
  extends ReportDependencies, BinaryRouteDependencies, TerminologyDependencies, DeliveryDependencies {
  readonly service: ServiceIdentity;
  readonly access: Access;
  readonly readiness: Readiness;
  /** The conformance resources of `mappings/`. */
  readonly published: ResourceSource;
}

/** Everything that the service answers; `openapi.yaml` describes it. Of two patterns that fit, the first one counts. */
export function routes(dependencies: RouteDependencies): readonly Route[] {
  const { service, access, readiness, published, now, library, bodyLimit } = dependencies;
  const fhirRoutes = [
    ...terminologyRoutes(dependencies),
    ...validateRoutes([...reportTypes, ...publishedTypes, 'Bundle'], bodyLimit),
    ...reportRoutes(dependencies),
    ...binaryRoutes(dependencies),
    ...fhirDeliveryRoutes(dependencies),
    ...publishedRoutes({ ...published, now }),
  ];
  const open = { method: 'GET', needs: null, parameters: [] } as const;
  return [
    ...fhirRoutes,
    ...intakeRoutes(dependencies),
    ...operatorRoutes(dependencies),
    {
      ...open,
      path: '/fhir/metadata',
      handlers: [
        negotiate(),
        terminologyMode(terminologyCapabilities(service, library)),
        capabilities(service, access, fhirRoutes),
      ],
      parameters: ['mode'],
    },
    ...['/fhir', ''].map((base): Route => {
      const path = `${base}/.well-known/smart-configuration`;
      return { ...open, path, handlers: [smartDiscovery(access)] };
    }),
    { ...open, path: '/.well-known/jwks.json', handlers: [keySet(dependencies.publicKeys)] },
    { ...open, path: '/health/live', handlers: [live] },
    { ...open, path: '/health/ready', handlers: [ready(readiness)] },
    { ...open, path: '/openapi.yaml', handlers: [openApiDocument()] },
    { ...open, path: '/', handlers: [frontPage(service)] },
  ];
}

import { live, ready } from '../http/health.js';
import { negotiate } from '../http/negotiate.js';
import { readBody } from '../http/read-body.js';
import type { Readiness } from '../http/readiness.js';
import type { Translator } from '../translate/translator.js';
import type { VendorClient } from '../vendor/client.js';
import { capabilities, type ServiceIdentity } from './capability-statement.js';
import { fetchOperation } from './fetch-operation.js';
import { frontPage } from './front-page.js';
import { openApiDocument } from './openapi-document.js';
import type { FhirOperation, Route } from './route.js';
import { translateOperation } from './translate-operation.js';

/** What the routes work with. */
export interface RouteDependencies {
  readonly service: ServiceIdentity;
  readonly translate: Translator;
  readonly vendor: Pick<VendorClient, 'fetchReport'>;
  readonly readiness: Readiness;
  /** Language that reports are fetched in when the caller names none. */
  readonly locale: string;
  /** Bytes. */
  readonly bodyLimit: number;
}

/** Everything that the service answers; `openapi.yaml` describes it. */
export function routes(dependencies: RouteDependencies): readonly Route[] {
  const { service, readiness, bodyLimit } = dependencies;
  const operations: Route[] = [
    {
      method: 'POST',
      path: '/fhir/DiagnosticReport/$translate',
      handlers: [negotiate(), ...readBody(bodyLimit), translateOperation(dependencies)],
      operation: operation('translate'),
    },
    {
      method: 'GET',
      path: '/fhir/DiagnosticReport/$fetch',
      handlers: [negotiate(), fetchOperation(dependencies)],
      operation: operation('fetch'),
    },
  ];
  const statement = capabilities(service, operations);
  return [
    ...operations,
    { method: 'GET', path: '/fhir/metadata', handlers: [negotiate(), statement] },
    { method: 'GET', path: '/health/live', handlers: [live] },
    { method: 'GET', path: '/health/ready', handlers: [ready(readiness)] },
    { method: 'GET', path: '/openapi.yaml', handlers: [openApiDocument()] },
    { method: 'GET', path: '/', handlers: [frontPage(service)] },
  ];
}

function operation(name: string): FhirOperation {
  return { name, definition: `https://derm-fhir-gateway.github.io/ig/OperationDefinition/${name}` };
}

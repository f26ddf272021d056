import type { RequestHandler } from 'express';
import type { CapabilityStatement } from 'fhir/r4.js';
import { describeAccess, type Access } from '../../auth/access.js';
import { deepFreeze } from '../../fhir/deep-freeze.js';
import { escapeXml, narrative } from '../../fhir/narrative.js';
import { sendFhir } from '../../http/send-fhir.js';
import type { Route } from '../routing/route.js';
import { capabilityResources } from './capability-resource.js';

/** Who answers, and where. */
export interface ServiceIdentity {
  readonly name: string;
  readonly version: string;
  /** FHIR base as clients reach it, without trailing slash. */
  readonly baseUrl: string;
}

/** When what this statement says last changed; it moves with the code, not with the clock. */
const DATE = '2026-11-25';

const DESCRIPTION =
  'Reports of a dermatology AI as FHIR R4: fetched from the manufacturer, translated, kept, and served to be read and searched.';

/** What the lists below have no place for. */
const REST =
  'Searches take _sort, _count, _summary, _elements, _total, _include and _revinclude; reads take _summary and _elements. ' +
  'With Prefer: handling=strict, unknown parameters are refused. Accept-Language chooses among the languages that a report is kept in.';

/** Serves the CapabilityStatement (https://hl7.org/fhir/R4/http.html#capabilities). */
export function capabilities(
  service: ServiceIdentity,
  access: Access,
  routes: readonly Route[],
): RequestHandler {
  const statement = deepFreeze(capabilityStatement(service, access, routes));
  return (req, res) => {
    sendFhir(req, res, 200, statement);
  };
}

/**
 * Says what this server can do, from the routes it has.
 *
 * @param routes those that are interactions and operations are listed.
 */
export function capabilityStatement(
  service: ServiceIdentity,
  access: Access,
  routes: readonly Route[],
): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    language: 'en',
    text: narrative('en', `<p>${escapeXml(DESCRIPTION)}</p>`),
    url: `${service.baseUrl}/metadata`,
    version: service.version,
    name: 'DermFhirGateway',
    title: 'Dermatology FHIR gateway',
    status: 'active',
    date: DATE,
    publisher: service.name,
    description: DESCRIPTION,
    kind: 'instance',
    software: { name: service.name, version: service.version },
    implementation: { description: 'This server', url: service.baseUrl },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'application/fhir+xml', 'json', 'xml'],
    rest: [
      {
        mode: 'server',
        documentation: REST,
        security: describeAccess(access),
        resource: capabilityResources(routes),
      },
    ],
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { languagesOf } from '../../http/accept-language.js';
import type { Middleware } from '../../http/middleware.js';
import { readQuery } from '../../http/query.js';
import { sendStored } from '../../http/send-stored.js';
import { readView } from '../../search/read-view.js';
import { subset } from '../../search/subset.js';
import type { ResourceVersion } from '../../store/store.js';
import { idIn, type ResourceType } from '../routing/route.js';
import { present, type ResourceSource } from './resource-source.js';

/** Parameters that say how much of a resource is wanted (https://hl7.org/fhir/R4/http.html#summary). */
export const viewParameters = ['_summary', '_elements'] as const;

/**
 * `GET {type}/{id}`: the current version (https://hl7.org/fhir/R4/http.html#read), in the language that is wanted if it is there.
 *
 * @throws OutcomeError (from the handler) 400 for parameters, 404, 410.
 */
export function readInteraction(type: ResourceType, { store, tenantOf }: ResourceSource): Middleware {
  return async (req, res) => {
    const found = await store.read(tenantOf(req), type, idIn(req), languagesOf(req));
    sendVersion(req, res, present(found));
  };
}

/**
 * `GET {type}/{id}/_history/{versionId}` (https://hl7.org/fhir/R4/http.html#vread).
 *
 * @throws OutcomeError (from the handler) 400 for parameters, 404, 410.
 */
export function vreadInteraction(type: ResourceType, { store, tenantOf }: ResourceSource): Middleware {
  return async (req, res) => {
    const found = await store.readVersion(tenantOf(req), type, idIn(req), idIn(req, 'versionId'));
    sendVersion(req, res, present(found));
  };
}

function sendVersion(req: IncomingMessage, res: ServerResponse, version: ResourceVersion): void {
  const view = readView(readQuery(req, viewParameters));
  sendStored(req, res, { ...version, json: subset(version.json, view) });
}

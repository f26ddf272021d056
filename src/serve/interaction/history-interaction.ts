import type { RequestHandler } from 'express';
import { readQuery } from '../../http/query.js';
import { sendJsonText } from '../../http/send-json-text.js';
import type { NameAndValue } from '../../search/read-search.js';
import { idIn, type ResourceType } from '../routing/route.js';
import { addressOf, bundleText, entryText, type EntryTail } from './bundle-text.js';
import { historyParameters, pageOf, readHistoryRequest, type Version } from './history-page.js';
import { pageLinks } from './page-links.js';
import { isErased, known, type ResourceSource } from './resource-source.js';

/**
 * `GET {type}/{id}/_history`: every version, the newest first (https://hl7.org/fhir/R4/http.html#history). Of what was erased
 * there is one entry left, which says so.
 *
 * @throws OutcomeError (from the handler) 400, 404.
 */
export function historyInteraction(
  type: ResourceType,
  { store, tenantOf, baseUrl }: ResourceSource,
): RequestHandler {
  return async (req, res) => {
    const valueOf = readQuery(req, historyParameters);
    const wanted = readHistoryRequest(valueOf);
    const id = idIn(req);
    const found = known(await store.history(tenantOf(req), type, id));
    const address = addressOf(baseUrl, { type, id });
    const { versions, total, next } = pageOf(isErased(found) ? [] : found, wanted);
    const used = (['_count', '_since'] as const).flatMap((name): NameAndValue[] => {
      const value = valueOf(name);
      return value === undefined ? [] : [[name, value]];
    });
    const link = pageLinks(`${address}/_history`, used, wanted.after, { next, previous: null });
    const entries = isErased(found)
      ? [entryText(address, null, deletion(`${type}/${id}`, found.erasedAt))]
      : versions.map((version) => entryOf(address, version, version === found.at(-1)));
    const head = { type: 'history', total: isErased(found) ? 1 : total, link } as const;
    sendJsonText(req, res, 200, bundleText(head, entries));
  };
}

/** How a version came about: ids are ours to choose, so each one is a PUT. */
function entryOf(address: string, version: Version, isFirst: boolean): string {
  const url = `${version.type}/${version.id}`;
  if ('deletedAt' in version) return entryText(address, null, deletion(url, version.deletedAt));
  const { versionId, lastUpdated, json } = version;
  return entryText(address, json, {
    request: { method: 'PUT', url },
    response: { status: isFirst ? '201' : '200', etag: `W/"${versionId}"`, lastModified: lastUpdated },
  });
}

function deletion(url: string, lastModified: string): EntryTail {
  return { request: { method: 'DELETE', url }, response: { status: '204', lastModified } };
}

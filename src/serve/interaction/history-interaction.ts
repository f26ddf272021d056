import type { RequestHandler } from 'express';
import { readQuery } from '../../http/query.js';
import { sendJsonText } from '../../http/send-json-text.js';
import type { NameAndValue } from '../../search/read-search.js';
import type { Deletion, HistoryPage, ResourceVersion } from '../../store/store.js';
import { idIn, type ResourceType } from '../routing/route.js';
import { addressOf, bundleText, entryText, type EntryTail } from './bundle-text.js';
import { historyParameters, readHistoryRequest } from './history-request.js';
import { pageLinks } from './page-links.js';
import { isErased, known, type ResourceSource } from './resource-source.js';

const NOTHING: HistoryPage = { versions: [], total: 0, next: null, endsWithFirst: false };

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
    const found = known(await store.history(tenantOf(req), type, id, wanted));
    const address = addressOf(baseUrl, { type, id });
    const { versions, total, next, endsWithFirst } = isErased(found) ? NOTHING : found;
    const used = (['_count', '_since'] as const).flatMap((name): NameAndValue[] => {
      const value = valueOf(name);
      if (value === undefined) return [];
      return [[name, name === '_count' ? String(wanted.count) : value]];
    });
    const link = pageLinks(`${address}/_history`, used, cursorOf(wanted.after), {
      next: cursorOf(next),
      previous: null,
    });
    const entries = isErased(found)
      ? [entryText(address, null, deletion(`${type}/${id}`, found.erasedAt))]
      : versions.map((version) => entryOf(address, version, endsWithFirst && version === versions.at(-1)));
    const head = { type: 'history', total: isErased(found) ? 1 : total, link } as const;
    sendJsonText(req, res, 200, bundleText(head, entries));
  };
}

function cursorOf(number: number | null): string | null {
  return number === null ? null : String(number);
}

/** How a version came about: ids are ours to choose, so each one is a PUT. */
function entryOf(address: string, version: ResourceVersion | Deletion, isFirst: boolean): string {
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

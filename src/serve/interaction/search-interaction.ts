import type { Request, RequestHandler } from 'express';
import type { OperationOutcomeIssue } from 'fhir/r4.js';
import { principalOf } from '../../auth/principal.js';
import { languagesOf } from '../../http/accept-language.js';
import { tellLanguages } from '../../http/content-language.js';
import { queryOf } from '../../http/query.js';
import { sendJsonText } from '../../http/send-json-text.js';
import { whileConnected } from '../../http/while-connected.js';
import { CURSOR, readSearch, type NameAndValue } from '../../search/read-search.js';
import type { View } from '../../search/search-query.js';
import { subset } from '../../search/subset.js';
import { MAX_INCLUDED } from '../../store/search/find-included.js';
import type { SearchPage } from '../../store/store.js';
import type { ResourceType } from '../routing/route.js';
import { ignoredIssues, isStrict } from './ignored-parameters.js';
import { pageLinks } from './page-links.js';
import type { ResourceSource } from './resource-source.js';
import { searchsetText, type SearchMode } from './searchset.js';
import { withoutHandles } from './without-handles.js';

/** Parameters of every search that say what is sent and how (https://hl7.org/fhir/R4/search.html#return). */
export const searchResultParameters = [
  '_sort',
  '_count',
  '_include',
  '_revinclude',
  '_summary',
  '_elements',
  '_total',
  CURSOR,
] as const;

/** What a search works with. */
export interface SearchDependencies extends ResourceSource {
  readonly now: () => Date;
  /** What is to be done before the search; without it, nothing is. */
  readonly prepare?: PrepareSearch;
}

/** Does what has to be done before a search can be answered, such as asking the vendor. */
export type PrepareSearch = (
  req: Request,
  parameters: readonly NameAndValue[],
  signal: AbortSignal,
) => Promise<PreparedSearch>;

/** A search that can be answered from the store. */
export interface PreparedSearch {
  readonly parameters: readonly NameAndValue[];
  /** What the client should know beside the answer. */
  readonly issues: readonly OperationOutcomeIssue[];
}

/**
 * `GET {type}?…` and `POST {type}/_search` (https://hl7.org/fhir/R4/http.html#search). What is included is of types that the caller
 * may read.
 *
 * @throws OutcomeError (from the handler) 400 for parameters, and what `prepare` throws.
 */
export function searchInteraction(type: ResourceType, dependencies: SearchDependencies): RequestHandler {
  const { store, tenantOf, baseUrl, now, prepare = asItIs } = dependencies;
  return async (req, res) => {
    const given = [...queryOf(req)];
    const options = { baseUrl, isStrict: isStrict(req), nowMs: now().getTime() };
    // Read before anything is fetched: a search that is wrong asks the vendor for nothing.
    readSearch(type, given, options);
    await whileConnected(res, async (signal) => {
      const { parameters, issues } = await prepare(req, given, signal);
      const { query, used, ignored } = readSearch(type, withoutHandles(parameters), options);
      const asker = { client: principalOf(req).client, signal };
      const page = await store.search(tenantOf(req), query, languagesOf(req), asker);
      const text = searchsetText({
        baseUrl,
        page: withoutForbidden(req, page),
        link: pageLinks(`${baseUrl}/${type}`, used, cursorIn(given), page),
        issues: [...issues, ...ignoredIssues(ignored), ...(page.isIncomplete ? [INCOMPLETE] : [])],
        textOf: ({ json }, mode) => subset(json, viewOf(mode, query.view)),
      });
      tellLanguages(res, page.matches);
      sendJsonText(req, res, 200, text);
    });
  };
}

const asItIs: PrepareSearch = (_req, parameters) => Promise.resolve({ parameters, issues: [] });

function cursorIn(parameters: readonly NameAndValue[]): string | null {
  return parameters.find(([name]) => name === CURSOR)?.[1] ?? null;
}

function withoutForbidden(req: Request, page: SearchPage): SearchPage {
  const principal = principalOf(req);
  return { ...page, included: page.included.filter(({ type }) => principal.may('read', type)) };
}

/** What is included is not trimmed to `_elements` (https://hl7.org/fhir/R4/search.html#elements). */
function viewOf(mode: SearchMode, view: View): View {
  return mode === 'match' ? view : { ...view, elements: [] };
}

const INCOMPLETE: OperationOutcomeIssue = {
  severity: 'warning',
  code: 'too-costly',
  details: {
    text: `There is more to include with this match than ${MAX_INCLUDED} resources: the others are left out. Searches of their own types have them all.`,
  },
};

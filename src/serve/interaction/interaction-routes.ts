import { negotiate } from '../../http/negotiate.js';
import { readForm } from '../../http/read-form.js';
import { searchParametersOf } from '../../search/parameters.js';
import type { ResourceType, Route } from '../routing/route.js';
import { historyInteraction } from './history-interaction.js';
import { historyParameters } from './history-request.js';
import { readInteraction, vreadInteraction, viewParameters } from './read-interaction.js';
import { searchInteraction, searchResultParameters, type SearchDependencies } from './search-interaction.js';

/** What can be read and searched of a type: read, vread, history and search (https://hl7.org/fhir/R4/http.html). */
export function interactionRoutes(type: ResourceType, dependencies: SearchDependencies): readonly Route[] {
  const path = `/fhir/${type}`;
  const toRead = { method: 'GET', needs: [{ interaction: 'read', type }] } as const;
  const toSearch = {
    needs: [{ interaction: 'search', type }],
    parameters: [...searchParametersOf(type).map(({ name }) => name), ...searchResultParameters],
    interaction: { type, code: 'search-type' },
  } as const;
  const search = searchInteraction(type, dependencies);
  return [
    { ...toSearch, method: 'GET', path, handlers: [negotiate(), search] },
    { ...toSearch, method: 'POST', path: `${path}/_search`, handlers: [...readForm(), negotiate(), search] },
    {
      ...toRead,
      on: 'node',
      path: `${path}/:id`,
      handlers: [negotiate(), readInteraction(type, dependencies)],
      parameters: viewParameters,
      interaction: { type, code: 'read' },
    },
    {
      ...toRead,
      path: `${path}/:id/_history`,
      handlers: [negotiate(), historyInteraction(type, dependencies)],
      parameters: historyParameters,
      interaction: { type, code: 'history-instance' },
    },
    {
      ...toRead,
      path: `${path}/:id/_history/:versionId`,
      handlers: [negotiate(), vreadInteraction(type, dependencies)],
      parameters: viewParameters,
      interaction: { type, code: 'vread' },
    },
  ];
}

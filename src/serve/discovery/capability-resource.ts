import type {
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceSearchParam as SearchParam,
} from 'fhir/r4.js';
import { searchIncludesOf, searchParametersOf, searchRevIncludesOf } from '../../search/parameters.js';
import type { SearchParameter } from '../../search/search-parameter.js';
import { profilesOf } from '../../translate/meta.js';
import type { FhirInteraction, ResourceType, Route } from '../routing/route.js';

type Code = FhirInteraction['code'];

/** In the order in which R4 tells of them. */
const CODES: readonly Code[] = ['read', 'vread', 'history-instance', 'search-type', 'delete'];

/** What a client may not expect of an interaction by its name alone. */
const NOTES: Readonly<Partial<Record<Code, string>>> = {
  'search-type': 'By GET, and by POST to _search with the parameters in the URL, in the form, or in both.',
  delete:
    'Erases the whole report: the raw report, every resource and version that was made of it, and its pictures. It is not fetched again.',
};

const TYPE_NOTES: Readonly<Partial<Record<ResourceType, string>>> = {
  DiagnosticReport:
    "A search for the manufacturer's report identifier fetches a report that is not stored yet. With Cache-Control: no-cache, the manufacturer is asked again.",
  Device: 'One for all reports of the same device. Erasing a report leaves it.',
  Task: 'A report on its way to a destination, under the id of the delivery. Written by the gateway; $push of DiagnosticReport makes them. Searches are sorted by authored-on, the newest first unless _sort=authored-on.',
  Binary:
    'Photographs, overlays and PDFs are streamed from the manufacturer when they are asked for. They are not stored here, so there are no versions of them, and a search would have nothing to look into.',
};

/** Says what can be done with each type of resource: what the routes do, and what the search tables know. */
export function capabilityResources(routes: readonly Route[]): CapabilityStatementRestResource[] {
  const types = new Set(
    routes.flatMap(({ interaction, operation }) => (interaction ?? operation)?.type ?? []),
  );
  return [...types].sort().map((type) => {
    const codes = new Set(
      routes.flatMap(({ interaction }) => (interaction?.type === type ? interaction.code : [])),
    );
    return {
      type,
      ...supported(profilesOf(type)),
      ...documentation(TYPE_NOTES[type]),
      ...interactionsOf(codes),
      ...(codes.has('search-type') ? searchOf(type, routes) : {}),
      ...operationsOf(type, routes),
    };
  });
}

function interactionsOf(codes: ReadonlySet<Code>): Partial<CapabilityStatementRestResource> {
  if (codes.size === 0) return {};
  const isVersioned = codes.has('vread');
  return {
    interaction: CODES.filter((code) => codes.has(code)).map((code) => ({
      code,
      ...documentation(NOTES[code]),
    })),
    versioning: isVersioned ? 'versioned' : 'no-version',
    readHistory: isVersioned,
    updateCreate: false,
    conditionalCreate: false,
    conditionalRead: isVersioned ? 'full-support' : 'not-supported',
    conditionalUpdate: false,
    conditionalDelete: 'not-supported',
  };
}

function searchOf(type: ResourceType, routes: readonly Route[]): Partial<CapabilityStatementRestResource> {
  const own = routes.find(({ interaction }) => interaction?.type === type && interaction.searchParameters);
  const parameters = own?.interaction?.searchParameters ?? searchParametersOf(type);
  const [includes, revIncludes] = [searchIncludesOf(type), searchRevIncludesOf(type)];
  return {
    ...(includes.length === 0 ? {} : { searchInclude: ['*', ...includes] }),
    ...(revIncludes.length === 0 ? {} : { searchRevInclude: ['*', ...revIncludes] }),
    searchParam: parameters.map(searchParam),
  };
}

function searchParam({ name, type, definition, modifiers }: SearchParameter): SearchParam {
  const list = modifiers.map((modifier) => `:${modifier}`).join(', ');
  return { name, definition, type, ...documentation(list === '' ? undefined : `Modifiers: ${list}.`) };
}

/** An operation that is called with GET and with POST is one. */
function operationsOf(
  type: ResourceType,
  routes: readonly Route[],
): Partial<CapabilityStatementRestResource> {
  const definitions = new Map(
    routes.flatMap(({ operation }) =>
      operation?.type === type ? [[operation.name, operation.definition] as const] : [],
    ),
  );
  if (definitions.size === 0) return {};
  return { operation: [...definitions].map(([name, definition]) => ({ name, definition })) };
}

function supported(profiles: string[]): { supportedProfile?: string[] } {
  return profiles.length === 0 ? {} : { supportedProfile: profiles };
}

function documentation(text: string | undefined): { documentation?: string } {
  return text === undefined ? {} : { documentation: text };
}

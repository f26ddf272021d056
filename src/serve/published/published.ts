import type { IdentifiedResource } from '../../fhir/bundle.js';
import { check } from '../../fhir/check/check.js';
import { createStore } from '../../store/create-store.js';
import { migrate } from '../../store/migrate.js';
import { openDatabase } from '../../store/open-database.js';
import type { Store } from '../../store/store.js';
import type { ReadStore } from '../interaction/resource-source.js';
import { InvalidMapping } from '../../terminology/invalid-mapping.js';
import type { Mapping } from '../../terminology/mapping-schema.js';
import type { Mappings } from '../../terminology/mappings.js';

/** Whose the published resources are in their store: nobody's, so that every client reads them. */
export const PUBLISHED = { tenant: 'published', language: 'en' } as const;

/** The types that `mappings/` has resources of. */
export const publishedTypes = [
  'CodeSystem',
  'ConceptMap',
  'NamingSystem',
  'OperationDefinition',
  'SearchParameter',
  'StructureDefinition',
  'ValueSet',
] as const satisfies readonly Mapping['resourceType'][];

/**
 * Puts the resources of `mappings/` into a store of their own, in memory, where they are read and searched as reports are. They
 * are stored as of their own `date`: with the clock of the start, each start would give them another `meta.lastUpdated` under
 * the same version.
 *
 * @throws InvalidMapping when one of them is not valid FHIR.
 */
export async function openPublished({ all, profiles }: Mappings): Promise<Store> {
  let nowMs = 0;
  const database = await openDatabase({ kind: 'memory' });
  await migrate(database, () => nowMs);
  const store = createStore({ database, nowMs: () => nowMs });
  for (const mapping of [...all, ...profiles()]) {
    if (!isSound(mapping)) throw new InvalidMapping(fileOf(mapping), 'is not valid FHIR R4');
    nowMs = Date.parse(mapping.date);
    await store.saveResources(PUBLISHED.tenant, PUBLISHED.language, [mapping]);
  }
  return store;
}

/** The same store, opened when it is first asked for something: the service neither starts later nor is larger for it. */
export function publishedLater(mappings: Mappings): ReadStore & Pick<Store, 'close'> {
  let opened: Promise<Store> | undefined;
  const store = (): Promise<Store> => (opened ??= openPublished(mappings));
  return {
    read: async (...asked) => (await store()).read(...asked),
    readVersion: async (...asked) => (await store()).readVersion(...asked),
    history: async (...asked) => (await store()).history(...asked),
    search: async (...asked) => (await store()).search(...asked),
    close: async () => (await opened)?.close(),
  };
}

/** What passes the self-check is what its type says. */
function isSound(mapping: Mapping): mapping is Mapping & IdentifiedResource {
  return check(mapping).every(({ severity }) => severity !== 'error');
}

function fileOf({ resourceType, id }: Mapping): string {
  return `${resourceType}-${id}.json`;
}

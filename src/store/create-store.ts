import { findBinary } from './binary-sources.js';
import type { Database, Queries } from './database.js';
import { eraseReport } from './erase-report.js';
import { deliverReport } from './outbox/deliver-report.js';
import type { Enqueued } from './outbox/delivery.js';
import { ownLinks, type OwnLinks } from './own-links.js';
import { readRaw } from './raw-versions.js';
import { readHistory } from './read-history.js';
import { readCurrent, readFormer, readFound, readMembers, readVersion } from './read-versions.js';
import { remembered } from './remembered.js';
import { findReport } from './report-keys.js';
import { numberOf, textOf } from './row.js';
import { saveReport } from './save-report.js';
import { findPage } from './search/find-page.js';
import { isQuick } from './search/matching-sql.js';
import { writeIndex } from './search/write-index.js';
import { instant } from './stored-json.js';
import type { Deletion, Erased, ErasureCause, ResourceVersion, Store } from './store.js';
import { createWritable } from './writable.js';
import { writeVersions, type Writing } from './write-versions.js';

/** What a store works with. */
export interface StoreDependencies {
  /** With tables as `migrate` leaves them. */
  readonly database: Database;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** FHIR base that links in reports begin with: they are given back with it, whatever it was when they were stored. */
  readonly baseUrl?: string;
  /** Told the names of destinations that have something new to get, when that is on disk. */
  readonly onEnqueued?: (destinations: readonly string[]) => void;
}

/** Who erases what is too old, for the audit. */
const BY_AGE: ErasureCause = { client: 'gateway', reason: 'retention' };

/** Makes a store over a database; closing it closes the database. */
export function createStore(dependencies: StoreDependencies): Store {
  const { database, nowMs } = dependencies;
  const links = ownLinks(dependencies.baseUrl ?? null);
  const write: Write = (tenant, work) =>
    database.transaction((queries) => work({ queries, tenant, nowMs: nowMs(), links }));
  return {
    ...reading(database, links),
    ...saving(dependencies, write),
    saveResources: (tenant, language, resources) =>
      write(tenant, async (writing) => {
        const inLanguage = resources.map((resource) => ({ resource, language }));
        const stored = await writeVersions(writing, inLanguage);
        const changed = stored.filter(({ isNew }) => isNew);
        await writeIndex(writing.queries, tenant, changed);
      }),
    eraseReport: async (tenant, reportId, cause) => {
      const isErased = await write(tenant, (writing) => eraseReport(writing, reportId, cause));
      if (isErased) await database.scrub();
      return isErased;
    },
    eraseBefore: async (timeMs) => {
      const erase = (tenant: string, id: string) =>
        write(tenant, (writing) => eraseReport(writing, id, BY_AGE, timeMs));
      const erased = await eraseOld(database, timeMs, erase);
      if (erased > 0) await database.scrub();
      return erased;
    },
    isWritable: createWritable(database, nowMs),
    close: () => database.close(),
  };
}

/** Runs work in a transaction. */
type Write = <T>(tenant: string, work: (writing: Writing) => Promise<T>) => Promise<T>;

function saving(
  { database, onEnqueued }: StoreDependencies,
  write: Write,
): Pick<Store, 'saveReport' | 'deliverReport'> {
  const tell = (enqueued: readonly Enqueued[]): void => {
    const destinations = enqueued.filter(({ isNew }) => isNew).map(({ destination }) => destination);
    if (destinations.length > 0) onEnqueued?.(destinations);
  };
  return {
    saveReport: async (tenant, report, options) => {
      const saved = await write(tenant, (writing) => saveReport(writing, report, options));
      if ('deliveries' in saved) tell(saved.deliveries);
      return saved;
    },
    deliverReport: async (tenant, reportId, languages, options) => {
      const enqueued = await write(tenant, (writing) => deliverReport(writing, reportId, languages, options));
      if (enqueued === null) return erasedReport(database, tenant, reportId);
      if (enqueued !== 'other-body') tell(enqueued);
      return enqueued;
    },
  };
}

type Reading = Pick<
  Store,
  | 'findReport'
  | 'read'
  | 'readVersion'
  | 'history'
  | 'readReport'
  | 'readFormer'
  | 'readRaw'
  | 'search'
  | 'findBinary'
>;

function reading(database: Database, links: OwnLinks): Reading {
  const whole = <T extends ResourceVersion | Deletion | Erased>(stored: T): T =>
    'json' in stored ? { ...stored, json: links.attach(stored.json) } : stored;
  const found = <T extends ResourceVersion | Erased>(stored: T | null): T | null =>
    stored === null ? null : whole(stored);
  return {
    findReport: (tenant, handleOrId) => findReport(database, tenant, handleOrId),
    read: remembered(database, async (tenant, type, id, languages) =>
      found(await readCurrent(database, tenant, type, id, languages)),
    ),
    readVersion: async (tenant, type, id, versionId) =>
      found(await readVersion(database, tenant, type, id, versionId)),
    history: async (tenant, type, id, part) => {
      const page = await readHistory(database, tenant, type, id, part);
      return page === null || 'erasedAt' in page ? page : { ...page, versions: page.versions.map(whole) };
    },
    readReport: async (tenant, reportId, languages) => {
      const members = await readMembers(database, tenant, reportId, languages);
      return members.length > 0 ? members.map(whole) : erasedReport(database, tenant, reportId);
    },
    readFormer: async (tenant, reportId, languages) =>
      (await readFormer(database, tenant, reportId, languages)).map(whole),
    readRaw: async (tenant, reportId, languages) =>
      (await readRaw(database, tenant, reportId, languages)) ?? erasedReport(database, tenant, reportId),
    search: async (tenant, query, languages, asker) => {
      // Tenants share nothing: the name of a client may stand for somebody else in another one.
      const turns = { ...asker, client: `${tenant} ${asker?.client ?? ''}` };
      const { matches, included, ...page } = await findPage(
        isQuick(query) ? database : database.background(turns),
        tenant,
        query,
      );
      return {
        matches: (await readFound(database, tenant, matches, languages)).map(whole),
        included: (await readFound(database, tenant, included, languages)).map(whole),
        ...page,
      };
    },
    findBinary: (tenant, id) => findBinary(database, tenant, id),
  };
}

/** When a report was erased that has nothing to read; null when there never was one. */
async function erasedReport(database: Database, tenant: string, reportId: string): Promise<Erased | null> {
  const [row] = await database.all(
    'select erased_at from report where tenant = $1 and id = $2 and erased_at is not null',
    [tenant, reportId],
  );
  return row === undefined ? null : { erasedAt: instant(numberOf(row, 'erased_at')) };
}

/** So many at a time are looked for; each is erased in a commit of its own, so that nobody waits long. */
const ROUND = 1000;

async function eraseOld(
  queries: Queries,
  timeMs: number,
  erase: (tenant: string, id: string) => Promise<boolean>,
): Promise<number> {
  let erased = 0;
  for (let found = ROUND; found === ROUND;) {
    const old = await queries.all(
      `select tenant, id from report where stored_at < $1 and erased_at is null limit ${ROUND}`,
      [timeMs],
    );
    for (const row of old) if (await erase(textOf(row, 'tenant'), textOf(row, 'id'))) erased += 1;
    found = old.length;
  }
  return erased;
}

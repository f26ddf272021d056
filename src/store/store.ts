import type { IdentifiedResource } from '../fhir/bundle.js';
import type { SearchQuery } from '../search/search-query.js';
import type { Asker } from './fair-queue.js';
import type { Enqueued } from './outbox/delivery.js';
import type { Idempotency } from './outbox/idempotency.js';
import type { IntakeClaim } from './outbox/intake.js';

/** One version of a resource, ready to be sent. */
export interface ResourceVersion {
  readonly type: string;
  readonly id: string;
  /** Hash of the content, a FHIR id. Content that comes back after other content is another version of another hash. */
  readonly versionId: string;
  /** FHIR instant: when the gateway stored this version. */
  readonly lastUpdated: string;
  /** BCP 47 language that the resource was translated in. */
  readonly language: string;
  /** The resource as FHIR JSON, with `meta.versionId` and `meta.lastUpdated`. */
  readonly json: string;
}

/** A resource or a report that was there and is there no more. */
export interface Erased {
  /** FHIR instant. */
  readonly erasedAt: string;
}

/** A version that says that the resource is there no more: a newer version of its report does not have it. */
export interface Deletion {
  readonly type: string;
  readonly id: string;
  readonly versionId: string;
  /** FHIR instant. */
  readonly deletedAt: string;
}

/** Where the bytes of a Binary come from. Secret: the URL carries credentials. */
export interface BinarySource {
  /** id of the Media, or of the DiagnosticReport for its PDF. */
  readonly id: string;
  readonly url: string;
}

/** A report that was fetched and translated, to be stored in one commit. */
export interface ReportToStore {
  /** id of its DiagnosticReport. */
  readonly id: string;
  /** What the vendor was asked with. A capability: it stays in the store. */
  readonly handle: string;
  /** The vendor's report id as the DiagnosticReport's identifier publishes it. */
  readonly publishedId: string;
  readonly language: string;
  /** As it was received. */
  readonly raw: string;
  readonly resources: readonly IdentifiedResource[];
  readonly binaries: readonly BinarySource[];
}

/** What happens in the commit that stores a report. */
export interface SavingOptions {
  /** Names of destinations that get the report in the language it is stored in. */
  readonly deliverTo?: readonly string[];
  /** Whether they get it even if they have this content already, or have refused it. */
  readonly always?: boolean;
  /** The intake that this is the end of; its handle goes. A lease that was lost meanwhile changes nothing. */
  readonly intake?: IntakeClaim & {
    /** Deliveries of the same report in other languages, which were stored before. */
    readonly deliveryIds?: readonly string[];
  };
}

/** How a stored report is delivered. */
export interface DeliveryOptions {
  /** Names of destinations. */
  readonly deliverTo: readonly string[];
  /** Whether they get it even if they have this content already, or have refused it. */
  readonly always?: boolean;
  /** Under the same key it is delivered once. */
  readonly idempotency?: Idempotency | null;
}

/** What came of storing a report. */
export interface SavedReport {
  /** Whether anything but URLs is new. */
  readonly changed: boolean;
  /** One for each destination, in that order. */
  readonly deliveries: readonly Enqueued[];
}

/** What is known of a stored report. */
export interface StoredReport {
  readonly id: string;
  readonly handle: string;
  /** What may be shown in the handle's place. */
  readonly publishedId: string;
  /** Languages it is stored in, the first one first. */
  readonly languages: readonly string[];
}

/** Matches and what was included with them, one page. */
export interface SearchPage {
  readonly matches: readonly ResourceVersion[];
  readonly included: readonly ResourceVersion[];
  /** Whether one match alone has more to include than a page takes; the rest is not here. */
  readonly isIncomplete: boolean;
  /** All matches of all pages; null when it was not asked for. */
  readonly total: number | null;
  /** Opaque cursors of the pages beside this one; null where there is none. */
  readonly next: string | null;
  readonly previous: string | null;
}

/** Which part of a history is wanted. */
export interface HistoryPart {
  /** At most so many versions. */
  readonly count: number;
  /** Not older than this, in ms since the epoch; null: all. */
  readonly sinceMs: number | null;
  /** What the page before gave as `next`; null: from the newest version on. */
  readonly after: number | null;
}

/** A part of a history. */
export interface HistoryPage {
  readonly versions: readonly (ResourceVersion | Deletion)[];
  /** Of all pages. */
  readonly total: number;
  /** Where the next page goes on; null: this is the last one. */
  readonly next: number | null;
  /** Whether the last of these versions is the very first that there was. */
  readonly endsWithFirst: boolean;
}

/** Who erased, for the audit. */
export interface ErasureCause {
  readonly client: string;
  readonly reason: 'request' | 'retention';
}

/**
 * Reports and what was made of them. Everything belongs to a tenant, and nothing of one tenant can be seen by another.
 *
 * A resource has one current version in each language; where several are stored, `languages` (best first, compared as they
 * are) says which is wanted, and the language that the report was first stored in answers when none of them is there. When
 * a report has changed, its versions in other languages are of an older report and no longer current.
 */
export interface Store {
  /**
   * Stores a report, its resources, its index and the sources of its binaries in one commit. What has not changed gets no new
   * version; URLs, which are signed anew each time, are no change. Resources that the report does not have any more get a
   * deletion as their last version.
   *
   * @returns when it was erased, if that was on request: then nothing is stored or delivered, and the intake is cancelled.
   */
  saveReport(tenant: string, report: ReportToStore, options?: SavingOptions): Promise<SavedReport | Erased>;
  /**
   * Delivers a stored report as it is now.
   *
   * @param languages best first, as for reading: its language in the best of them is delivered.
   * @returns null when there is no such report; `other-body` when the key was used for something else (answer 422); under a key that
   *   was used for the same, the deliveries that were made then.
   */
  deliverReport(
    tenant: string,
    reportId: string,
    languages: readonly string[],
    options: DeliveryOptions,
  ): Promise<readonly Enqueued[] | 'other-body' | Erased | null>;
  /** Stores resources that belong to no report. */
  saveResources(tenant: string, language: string, resources: readonly IdentifiedResource[]): Promise<void>;
  /**
   * Finds a report by what the vendor was asked with, by its published id or by the id of its DiagnosticReport.
   *
   * @returns null also for one that was erased because of its age: it may be fetched again.
   */
  findReport(tenant: string, handleOrId: string): Promise<StoredReport | Erased | null>;
  read(
    tenant: string,
    type: string,
    id: string,
    languages: readonly string[],
  ): Promise<ResourceVersion | Erased | null>;
  /** Every version is kept but those of what was erased. */
  readVersion(
    tenant: string,
    type: string,
    id: string,
    versionId: string,
  ): Promise<ResourceVersion | Erased | null>;
  /** A part of all versions in every language, newest first. */
  history(tenant: string, type: string, id: string, part: HistoryPart): Promise<HistoryPage | Erased | null>;
  /** Current resources of a report, in the order in which they were translated. */
  readReport(
    tenant: string,
    reportId: string,
    languages: readonly string[],
  ): Promise<readonly ResourceVersion[] | Erased | null>;
  /**
   * What a report had and has no more, each as it was last in the best of the languages. Of what was erased nothing is known.
   */
  readFormer(
    tenant: string,
    reportId: string,
    languages: readonly string[],
  ): Promise<readonly ResourceVersion[]>;
  /** The raw report as it was received last. */
  readRaw(tenant: string, reportId: string, languages: readonly string[]): Promise<string | Erased | null>;
  /**
   * One page of a search.
   *
   * @param asker for whom; without it, all who ask in a tenant are one. Who has left is searched for no more: the search fails
   *   with the signal's reason.
   */
  search(
    tenant: string,
    query: SearchQuery,
    languages: readonly string[],
    asker?: Asker,
  ): Promise<SearchPage>;
  findBinary(
    tenant: string,
    id: string,
  ): Promise<(BinarySource & { readonly reportId: string; readonly handle: string }) | Erased | null>;
  /**
   * Removes raw texts, resources with all their versions, index and binaries of a report, and writes an audit record, in one
   * commit. What other reports share (the Device) stays.
   *
   * @param reportId id of its DiagnosticReport.
   * @returns false when there is no such report, or nothing is left to do. A request also forbids the return of a report that
   *   its age has erased.
   */
  eraseReport(tenant: string, reportId: string, cause: ErasureCause): Promise<boolean>;
  /** Erases, in every tenant, what was stored last before a time. @returns how many reports. */
  eraseBefore(timeMs: number): Promise<number>;
  /** Whether a commit is possible now, or was within the last second. */
  isWritable(): Promise<boolean>;
  /** Closes the database. */
  close(): Promise<void>;
}

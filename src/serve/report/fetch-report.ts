import type { DiagnosticReport, FhirResource } from 'fhir/r4.js';
import type { IdentifiedResource } from '../../fhir/bundle.js';
import { OutcomeError } from '../../fhir/outcome.js';
import type { ReadReport } from '../../raw/read-report.js';
import type { Enqueued } from '../../store/outbox/delivery.js';
import type { SavingOptions, Store } from '../../store/store.js';
import { ownSystems } from '../../translate/codings.js';
import type { TranslatedReport, Translator } from '../../translate/translator.js';
import type { VendorClient } from '../../vendor/client.js';
import { Joined } from '../../vendor/joined.js';
import { readFetched } from '../../vendor/read-fetched.js';
import { isErased } from '../interaction/resource-source.js';
import { ownIds } from './own-ids.js';
import { demandValid } from './self-check-failed.js';

/** What fetching works with. */
export interface FetchDependencies {
  readonly store: Pick<Store, 'findReport' | 'saveReport'>;
  readonly translate: Translator;
  /** Whom a tenant's reports are fetched from. */
  readonly vendorOf: (tenant: string) => Pick<VendorClient, 'fetchReport'>;
}

/** Which report is wanted. */
export interface ReportWanted {
  readonly tenant: string;
  /** What the vendor is asked with. */
  readonly handle: string;
  /** BCP 47. */
  readonly language: string;
  /** Detaches this caller; the work goes on while others wait for it. */
  readonly signal: AbortSignal;
  /** What else is to happen in the commit; the work is then this caller's own, and shared with nobody. */
  readonly saving?: SavingOptions;
}

/** A report that was fetched, translated, checked and stored. */
export interface FetchedReport {
  readonly read: ReadReport;
  readonly translated: TranslatedReport;
  /** What was made for the destinations that were named. */
  readonly deliveries: readonly Enqueued[];
}

/** Fetches a report and stores it; who wants what is being fetched waits for that. */
export type FetchReport = (wanted: ReportWanted) => Promise<FetchedReport>;

/**
 * Makes the one way by which reports come into the store: fetch, translate, check, commit.
 *
 * @returns a function that throws VendorFailure, SelfCheckFailed, the reason of an aborted signal, and OutcomeError 410 for a
 *   report that was erased, which stays away.
 */
export function createFetchReport(dependencies: FetchDependencies): FetchReport {
  const joined = new Joined<FetchedReport>();
  return (wanted) => {
    if (wanted.saving !== undefined) return fetchAndStore(dependencies, wanted);
    const key = JSON.stringify([wanted.tenant, wanted.handle, wanted.language]);
    return joined.run(key, ({ signal }) => fetchAndStore(dependencies, { ...wanted, signal }), wanted.signal);
  };
}

async function fetchAndStore(
  { store, translate, vendorOf }: FetchDependencies,
  { tenant, handle, language, signal, saving }: ReportWanted,
): Promise<FetchedReport> {
  if (isErased(await store.findReport(tenant, handle))) throw erased();
  const { text } = await vendorOf(tenant).fetchReport(handle, { locale: vendorLocale(language), signal });
  const read = readFetched(text);
  const translated = translate(read, { locale: language, ...ownIds(tenant) });
  demandValid(translated.findings);
  const resources = resourcesOf(translated);
  const report = reportAmong(resources);
  const toStore = {
    id: report.id,
    handle,
    publishedId: publishedIdOf(report),
    language,
    raw: text,
    resources,
  };
  const saved = await store.saveReport(tenant, { ...toStore, binaries: translated.binaries }, saving);
  // It may have been erased under another handle.
  if (isErased(saved)) throw erased();
  return { read, translated, deliveries: saved.deliveries };
}

function erased(): OutcomeError {
  return new OutcomeError('gone', 'This report was erased.');
}

/** The vendor writes `pt_BR` where BCP 47 writes `pt-BR`. */
function vendorLocale(language: string): string {
  return language.replaceAll('-', '_');
}

function resourcesOf({ bundle }: TranslatedReport): IdentifiedResource[] {
  return (bundle.entry ?? []).flatMap(({ resource }) => (hasId(resource) ? resource : []));
}

function hasId(resource: FhirResource | undefined): resource is IdentifiedResource {
  return resource?.id !== undefined;
}

function reportAmong(resources: readonly IdentifiedResource[]) {
  for (const resource of resources) if (resource.resourceType === 'DiagnosticReport') return resource;
  throw new TypeError('A translation has a DiagnosticReport.');
}

function publishedIdOf({ identifier }: DiagnosticReport): string {
  const value = identifier?.find(({ system }) => system === ownSystems.report)?.value;
  if (value === undefined) throw new TypeError("A DiagnosticReport has the vendor's report id.");
  return value;
}

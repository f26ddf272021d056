import { OutcomeError } from '../../fhir/outcome.js';
import type { Logger } from '../../observe/logger.js';
import type { FileToKeep, MediaCache } from '../../store/media-cache.js';
import type { Store } from '../../store/store.js';
import { VendorFailure, type VendorFailureKind } from '../../vendor/failure.js';
import type { FileType } from '../../vendor/media/file-type.js';
import { hasExpired } from '../../vendor/media/link-expiry.js';
import type { MediaClient } from '../../vendor/media/media-client.js';
import type { OpenFile } from '../../vendor/media/open-file.js';
import { present } from '../interaction/resource-source.js';
import type { FetchReport } from '../report/fetch-report.js';
import { keepingFile, keptFile } from './keep-file.js';

/** What the bytes of Binaries come from. */
export interface BinaryDependencies {
  readonly store: Pick<Store, 'findBinary' | 'findReport'>;
  /** Whom a tenant's files are fetched from. */
  readonly mediaOf: (tenant: string) => Pick<MediaClient, 'open'>;
  readonly fetchReport: FetchReport;
  /** null: nothing is kept. */
  readonly cache: MediaCache | null;
  readonly logger: Pick<Logger, 'warn'>;
  readonly now: () => Date;
}

/** Which Binary is wanted. */
export interface BinaryWanted {
  readonly tenant: string;
  readonly id: string;
  /** Ends everything that is done for this caller. */
  readonly signal: AbortSignal;
}

/** A Binary on its way. */
export interface OpenBinary {
  readonly file: OpenFile;
  /** id of the DiagnosticReport that it belongs to. */
  readonly reportId: string;
}

/** What is wrong with a link that is too old, or with one to a host that the vendor has left. A fresh one may open. */
const STALE: readonly VendorFailureKind[] = ['file-refused', 'file-host', 'file-address', 'unreachable'];

/** Where a Binary's bytes are, and of which report they are. */
type Source = Exclude<Awaited<ReturnType<Store['findBinary']>>, null | { erasedAt: string }>;

/**
 * Finds a Binary and opens its file: the copy that is kept, or the vendor's.
 *
 * @throws OutcomeError 404, 410.
 * @throws VendorFailure, and whatever fetching a report throws.
 */
export async function openBinary(
  dependencies: BinaryDependencies,
  wanted: BinaryWanted,
): Promise<OpenBinary> {
  const { cache } = dependencies;
  const { tenant, id } = wanted;
  const source = await findSource(dependencies, wanted);
  const { reportId } = source;
  const bytes = (await cache?.find(tenant, id)) ?? null;
  const kept = bytes === null ? null : keptFile(bytes);
  if (kept !== null) return { reportId, file: kept };
  const { file, url } = await openAtVendor(dependencies, wanted, source);
  if (cache === null) return { reportId, file };
  return {
    reportId,
    file: keepingFile(file, (whole) => keep(dependencies, tenant, { id, reportId, url, bytes: whole })),
  };
}

/**
 * Opens the vendor's file. A link opens for some minutes only, so the stored one may be too old, and its host may have moved. Then the report is fetched again,
 * which gives fresh links, and the file is asked for once more. Whoever finds that somebody else has just done so takes the
 * fresh link.
 */
async function openAtVendor(
  dependencies: BinaryDependencies,
  wanted: BinaryWanted,
  source: Source,
): Promise<{ readonly file: OpenFile; readonly url: string }> {
  const { url } = source;
  if (!hasExpired(url, dependencies.now().getTime())) {
    try {
      return { url, file: await openFile(dependencies, wanted, source) };
    } catch (error) {
      if (!(error instanceof VendorFailure) || !STALE.includes(error.kind)) throw error;
    }
  }
  const latest = await findSource(dependencies, wanted);
  if (latest.url === url) await refresh(dependencies, wanted, latest);
  const fresh = await findSource(dependencies, wanted);
  return { url: fresh.url, file: await openFile(dependencies, wanted, fresh) };
}

/** A copy that cannot be kept is no reason to fail: the file is on its way to whoever asked for it. */
async function keep({ cache, logger }: BinaryDependencies, tenant: string, file: FileToKeep): Promise<void> {
  try {
    await cache?.save(tenant, file);
  } catch (error) {
    logger.warn({ err: error }, 'a file could not be kept');
  }
}

async function findSource({ store }: BinaryDependencies, { tenant, id }: BinaryWanted): Promise<Source> {
  return present(await store.findBinary(tenant, id));
}

function openFile(
  { mediaOf }: BinaryDependencies,
  { tenant, signal }: BinaryWanted,
  { id, reportId, url }: Source,
): Promise<OpenFile> {
  return mediaOf(tenant).open(url, kindOf(id, reportId), signal);
}

/** What kind of file a Binary is: the printable report goes by the id of its DiagnosticReport, everything else by that of a Media. */
export function kindOf(id: string, reportId: string): FileType['kind'] {
  return id === reportId ? 'document' : 'picture';
}

/** Fetching stores the fresh links; what has not changed gets no new version. */
async function refresh(
  { store, fetchReport }: BinaryDependencies,
  { tenant, signal }: BinaryWanted,
  { reportId, handle }: Source,
): Promise<void> {
  const report = present(await store.findReport(tenant, reportId));
  const [language] = report.languages;
  if (language === undefined) throw new OutcomeError('not-found', 'There is no such resource.');
  await fetchReport({ tenant, handle, language, signal });
}

import { readMembers } from '../read-versions.js';
import type { SavingOptions } from '../store.js';
import type { Writing } from '../write-versions.js';
import { contentHashOf } from './content-hash-of.js';
import type { Enqueued } from './delivery.js';
import { enqueue } from './enqueue.js';

/** See the store's `deliverReport`. @returns null when there is nothing to deliver. */
export async function deliverReport(
  writing: Writing,
  reportId: string,
  languages: readonly string[],
  { deliverTo = [], always = false }: Pick<SavingOptions, 'deliverTo' | 'always'>,
): Promise<readonly Enqueued[] | null> {
  const versions = await readMembers(writing.queries, writing.tenant, reportId, languages);
  const report = versions.find(({ type }) => type === 'DiagnosticReport');
  if (report === undefined) return null;
  const contentHash = contentHashOf(versions);
  return enqueue(writing, { reportId, language: report.language, contentHash, deliverTo, always });
}

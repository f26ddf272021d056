import { hashOf } from '../content-hash.js';
import type { ResourceVersion } from '../store.js';

/** So many hex digits tell contents of one report apart. */
const DIGITS = 32;

/** What a report consists of. */
export interface ReportContent {
  /** Hash of which versions of which resources these are. */
  readonly contentHash: string;
  /** Version id of its DiagnosticReport; null: it has none. */
  readonly reportVersion: string | null;
}

/** @param versions as `readReport` gives them. */
export function contentOf(
  versions: readonly Pick<ResourceVersion, 'type' | 'id' | 'versionId'>[],
): ReportContent {
  const names = versions.map(({ type, id, versionId }) => `${type}/${id}/${versionId}`);
  const report = versions.find(({ type }) => type === 'DiagnosticReport');
  return {
    contentHash: hashOf(names.join('\n')).slice(0, DIGITS),
    reportVersion: report?.versionId ?? null,
  };
}

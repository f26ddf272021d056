import { hashOf } from '../content-hash.js';
import type { ResourceVersion } from '../store.js';

/** So many hex digits tell contents of one report apart. */
const DIGITS = 32;

/**
 * Hash of a report's content: of which versions of which resources it consists.
 *
 * @param versions as `readReport` gives them.
 */
export function contentHashOf(
  versions: readonly Pick<ResourceVersion, 'type' | 'id' | 'versionId'>[],
): string {
  const names = versions.map(({ type, id, versionId }) => `${type}/${id}/${versionId}`);
  return hashOf(names.join('\n')).slice(0, DIGITS);
}

import type { Row } from './database.js';
import { numberOf, textOf, textOrNull } from './row.js';
import { instant } from './stored-json.js';
import type { Deletion, Erased, ResourceVersion } from './store.js';

/** Whether nothing is left of a version but that it was there. */
export function isErasure(row: Row): boolean {
  return textOrNull(row, 'json') === null;
}

/** The version that a row is, or that there was one. */
export function versionOrErased(row: Row): ResourceVersion | Erased {
  return isErasure(row) ? erasedIn(row) : versionIn(row);
}

/** A version that has its text. */
export function versionIn(row: Row): ResourceVersion {
  return {
    ...nameIn(row),
    lastUpdated: instant(numberOf(row, 'last_updated')),
    language: textOf(row, 'language'),
    json: textOf(row, 'json'),
  };
}

export function erasedIn(row: Row): Erased {
  return { erasedAt: instant(numberOf(row, 'last_updated')) };
}

export function deletionIn(row: Row): Deletion {
  return { ...nameIn(row), deletedAt: instant(numberOf(row, 'last_updated')) };
}

/** Which version of what. */
function nameIn(row: Row): Pick<ResourceVersion, 'type' | 'id' | 'versionId'> {
  return { type: textOf(row, 'type'), id: textOf(row, 'id'), versionId: textOf(row, 'version_id') };
}

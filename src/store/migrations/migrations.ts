import { reports } from './001-reports.js';
import { apiKeys } from './002-api-keys.js';
import { search } from './003-search.js';
import { media } from './004-media.js';
import { searchSpeed } from './005-search-speed.js';
import { outbox } from './006-outbox.js';
import { searchNumber } from './007-search-number.js';
import { erasedDeliveries } from './008-erased-deliveries.js';
import { explained } from './009-explained.js';
import { reportVersions } from './010-report-versions.js';
import { attemptWords } from './011-attempt-words.js';
import type { Migration } from './migration.js';

export type { Migration } from './migration.js';

/** Every migration, the oldest first. */
export const migrations: readonly Migration[] = [
  reports,
  apiKeys,
  search,
  media,
  searchSpeed,
  outbox,
  searchNumber,
  erasedDeliveries,
  explained,
  reportVersions,
  attemptWords,
];

import type { Migration } from './migration.js';

/** Indexes for searches that look at many resources: what they need stands in the index, the table is not looked at. */
export const searchSpeed: Migration = {
  name: '005-search-speed',
  statements: [
    'drop index search_value_of',
    // Also what most sorts go by.
    'create index search_value_of on search_value (resource, field, low, code)',
    // `gt`, `ge`: the end of a range counts.
    'create index search_value_high on search_value (field, high, resource) where high is not null',
    // A text may be longer than a key of an index may.
    'create index search_value_text on search_value (field, substr(text, 1, 256), resource) where text is not null',
  ],
};

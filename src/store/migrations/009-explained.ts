import type { Migration } from './migration.js';

/** Why nothing was answered, and since when and how a destination fails: people look for both. */
export const explained: Migration = {
  name: '009-explained',
  statements: [
    'alter table delivery_attempt add column error_code ordered_text',
    'alter table destination_state add column held_code ordered_text',
    'alter table destination_state add column failing_at bigint',
    'alter table destination_state add column failing_for ordered_text',
    'alter table destination_state add column failing_code ordered_text',
  ],
};

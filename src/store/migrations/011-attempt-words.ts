import type { Migration } from './migration.js';

/** Attempts are found of which what the receiver said is still kept: it is forgotten after a while. */
export const attemptWords: Migration = {
  name: '011-attempt-words',
  statements: [
    'alter table delivery_attempt add column has_words integer not null default 0',
    `update delivery_attempt set has_words = 1 where issues <> '[]'`,
    'create index delivery_attempt_words on delivery_attempt (started_at) where has_words = 1',
  ],
};

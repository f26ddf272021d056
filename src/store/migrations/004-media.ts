import type { Migration } from './migration.js';

/** Files that are kept, where the operator wants it: the bytes of Binaries. */
export const media: Migration = {
  name: '004-media',
  statements: [
    `create table media_file (
      tenant ordered_text not null,
      id ordered_text not null,
      report_id ordered_text not null,
      bytes blob not null,
      primary key (tenant, id)
    )`,
    'create index media_file_report on media_file (tenant, report_id)',
  ],
};

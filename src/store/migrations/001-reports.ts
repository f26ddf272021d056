import type { Migration } from './migration.js';

/**
 * Reports, the versions of their resources, where their binaries are, and who erased what.
 *
 * Columns of keys are `ordered_text`: compared byte by byte, as SQLite does with every text; PostgreSQL would compare by the
 * language of the database. `blob` is SQLite's word for bytes.
 */
export const reports: Migration = {
  name: '001-reports',
  postgresql: ['create domain ordered_text as text collate "C"', 'create domain blob as bytea'],
  statements: [
    // What is known of the store itself.
    `create table meta (
      name ordered_text primary key,
      value text not null
    )`,
    // One row a report, for ever: erased ones are remembered, without their names.
    `create table report (
      tenant ordered_text not null,
      id ordered_text not null,
      handle text,
      published_id text,
      stored_at bigint not null,
      erased_at bigint,
      erased_for text,
      primary key (tenant, id)
    )`,
    'create index report_stored_at on report (stored_at)',
    // What a report can be found by; hashed, because one of them is a capability.
    `create table report_key (
      tenant ordered_text not null,
      key_hash ordered_text not null,
      report_id ordered_text not null,
      primary key (tenant, key_hash)
    )`,
    // The raw report as it was received. The current versions have different languages.
    `create table raw_version (
      tenant ordered_text not null,
      report_id ordered_text not null,
      number integer not null,
      language ordered_text not null,
      content_hash ordered_text not null,
      is_current integer not null,
      stored_at bigint not null,
      raw text not null,
      primary key (tenant, report_id, number)
    )`,
    // Resources that a report has, or had: then their position is null.
    `create table report_resource (
      tenant ordered_text not null,
      report_id ordered_text not null,
      type ordered_text not null,
      id ordered_text not null,
      position integer,
      primary key (tenant, report_id, id, type)
    )`,
    // Every version of a resource. json is null where the version is that the resource is there no more.
    `create table resource_version (
      tenant ordered_text not null,
      id ordered_text not null,
      type ordered_text not null,
      number integer not null,
      version_id ordered_text not null,
      language ordered_text not null,
      content_hash ordered_text not null,
      is_current integer not null,
      last_updated bigint not null,
      json text,
      primary key (tenant, id, type, number)
    )`,
    // URLs carry credentials.
    `create table binary_source (
      tenant ordered_text not null,
      id ordered_text not null,
      report_id ordered_text not null,
      url text not null,
      primary key (tenant, id)
    )`,
    'create index binary_source_report on binary_source (tenant, report_id)',
    // Rows are added and never changed.
    `create table audit (
      at bigint not null,
      tenant ordered_text not null,
      client text not null,
      action text not null,
      reason text not null,
      report_id ordered_text not null,
      primary key (at, tenant, report_id)
    )`,
  ],
};

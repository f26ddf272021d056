import Database from 'libsql';
import { hashOf } from '../../src/store/content-hash.js';

/** A stored report that copies are made of. */
export interface StoredTemplate {
  /** id of its DiagnosticReport. */
  readonly id: string;
  /** The vendor's id in `DiagnosticReport.identifier`. */
  readonly vendorId: string;
}

/** Makes a UUID of a number: well spread, as hashes are. */
const ID = "printf('%08x-0000-5000-8000-%012x', (n * 2654435761) % 4294967296, n)";

function idOf(copy: number): string {
  const spread = ((BigInt(copy) * 2654435761n) % 4294967296n).toString(16).padStart(8, '0');
  return `${spread}-0000-5000-8000-${copy.toString(16).padStart(12, '0')}`;
}

/** The vendor's id of a copy. */
export function vendorIdOf(copy: number): string {
  return `vendor-${idOf(copy)}`;
}

/**
 * Multiplies the DiagnosticReport of a stored report, its versions and all that the index knows of it, by plain SQL: a hundred
 * thousand reports that come through the gateway would take an hour.
 *
 * @param file of a gateway that does not run, with one report stored.
 * @param count of copies.
 */
export function multiplyReports(file: string, { id, vendorId }: StoredTemplate, count: number): void {
  const database = new Database(file);
  for (const pragma of ['synchronous = off', 'journal_mode = memory', 'cache_size = -200000'])
    database.pragma(pragma);
  const indexes = database
    .prepare(
      "select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name like 'search%'",
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  const copies = `with recursive copy(n) as (select 1 union all select n + 1 from copy where n < ${count})`;
  const renamed = (column: string) =>
    `replace(replace(${column}, '${id}', ${ID}), '${vendorId}', 'vendor-' || ${ID})`;
  const resource = `(select number from search_resource where type = 'DiagnosticReport' and id = '${id}')`;
  database.exec(`
    begin;
    insert into report (tenant, id, handle, published_id, stored_at) ${copies}
      select tenant, ${ID}, 'vendor-' || ${ID}, 'vendor-' || ${ID}, stored_at from report, copy where id = '${id}';
    insert into raw_version (tenant, report_id, number, language, content_hash, is_current, stored_at, raw) ${copies}
      select tenant, ${ID}, number, language, content_hash, is_current, stored_at, '{}'
      from raw_version, copy where report_id = '${id}';
    insert into report_resource (tenant, report_id, type, id, position) ${copies}
      select tenant, ${ID}, type, ${ID}, position from report_resource, copy where id = '${id}';
    insert into resource_version
        (tenant, id, type, number, version_id, language, content_hash, is_current, last_updated, json) ${copies}
      select tenant, ${ID}, type, number, version_id, language, content_hash, is_current, last_updated, ${renamed('json')}
      from resource_version, copy where id = '${id}';
    insert into search_resource (number, tenant, type, id, updated) ${copies}
      select number + 1000 + n, tenant, type, ${ID}, updated from search_resource, copy where id = '${id}';
    insert into search_value (resource, field, system, code, text, low, high) ${copies}
      select resource + 1000 + n, field, system, ${renamed('code')}, text, low, high
      from search_value, copy where resource = ${resource};
    commit;
  `);
  writeKeys(database, count);
  for (const { sql } of indexes) database.exec(sql);
  database.exec('analyze');
  database.close();
}

/** What each copy is found by when a client names it; SQL knows no SHA-256. */
function writeKeys(database: Database.Database, count: number): void {
  const insert = database.prepare(
    "insert into report_key (tenant, key_hash, report_id) values ('default', ?, ?)",
  );
  database.exec('begin');
  for (let copy = 1; copy <= count; copy += 1) {
    for (const key of [idOf(copy), vendorIdOf(copy)]) insert.run(hashOf(key), idOf(copy));
  }
  database.exec('commit');
}

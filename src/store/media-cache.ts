import type { Database } from './database.js';
import type { BinarySource } from './store.js';

/** A file, and where it came from. */
export interface FileToKeep extends BinarySource {
  /** id of the DiagnosticReport. */
  readonly reportId: string;
  readonly bytes: Uint8Array;
}

/** Files that are kept beside their reports, and go when the report changes or is erased. */
export interface MediaCache {
  /** @returns null when there is none. */
  find(tenant: string, id: string): Promise<Uint8Array | null>;
  /** Keeps a file, unless its report is there no more or has other files by now. */
  save(tenant: string, file: FileToKeep): Promise<void>;
}

/** Makes a cache in a store's database. */
export function createMediaCache(database: Database): MediaCache {
  return {
    async find(tenant, id) {
      const [row] = await database.all('select bytes from media_file where tenant = $1 and id = $2', [
        tenant,
        id,
      ]);
      const bytes = row?.['bytes'];
      return bytes instanceof Uint8Array ? bytes : null;
    },
    async save(tenant, { id, reportId, url, bytes }) {
      await database.transaction(async (queries) => {
        // Nobody erases or changes the report until this is done (on PostgreSQL by the lock that the update takes).
        await queries.run('update report set stored_at = stored_at where tenant = $1 and id = $2', [
          tenant,
          reportId,
        ]);
        await queries.run(
          `insert into media_file (tenant, id, report_id, bytes)
            select tenant, id, report_id, cast($5 as blob) from binary_source
            where tenant = $1 and id = $2 and report_id = $3 and url = $4
            on conflict (tenant, id) do nothing`,
          [tenant, id, reportId, url, bytes],
        );
      });
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiKeys } from '../../src/auth/api-keys.js';
import { migrate } from '../../src/store/migrate.js';
import { openDatabase } from '../../src/store/open-database.js';
import { startTestGateway, type TestGateway } from './gateway.js';

/** A key as a client has it. */
export interface TestKey {
  readonly id: string;
  /** Secret: what is sent. */
  readonly text: string;
}

/** A gateway that asks who calls, its store a file, and keys to it. */
export interface KeyedGateway extends TestGateway {
  readonly keys: readonly TestKey[];
}

/**
 * Makes keys in a fresh database file, as `derm-fhir keys create` does, and starts a gateway on it; closing it removes the file.
 *
 * @param scopes of each key, in their order.
 * @param env further settings.
 */
export async function startKeyedGateway(
  scopes: readonly (readonly string[])[],
  env: Readonly<Record<string, string>> = {},
): Promise<KeyedGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const file = join(folder, 'gateway.db');
  const keys = await makeKeys(file, scopes);
  const gateway = await startTestGateway({ AUTH: 'on', STORE: `file:${file}`, ...env });
  const close = async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  };
  return { ...gateway, keys, close };
}

/** Makes keys in a database file, each of another client of one tenant. */
export async function makeKeys(file: string, scopes: readonly (readonly string[])[]): Promise<TestKey[]> {
  const database = await openDatabase({ kind: 'file', file });
  await migrate(database, Date.now);
  const apiKeys = createApiKeys(database, Date.now);
  const made: TestKey[] = [];
  for (const [at, some] of scopes.entries()) {
    const request = { client: `client-${at}`, tenant: 'default', scopes: some, expiresMs: null };
    const created = await apiKeys.create(request);
    if (created === null) throw new Error('no key was made');
    made.push({ id: created.key.id, text: created.text });
  }
  await database.close();
  return made;
}

import type { Command } from 'commander';
import type { ApiKey, ApiKeys } from '../auth/api-keys.js';
import { CommandFailed, exitCodes, usageError } from './exit-code.js';
import { printLines, type Io } from './io.js';
import { addKeyOptions, DEFAULT_SCOPES, type KeyFlags } from './key-options.js';

const DAY = 86_400_000;

/** `keys`: makes, lists and revokes the keys that clients of the gateway use. */
export function addKeys(program: Command, io: Io): void {
  const keys = program
    .command('keys')
    .summary('make, list and revoke API keys')
    .description(
      'Makes, lists and revokes the API keys of clients, in the store that the environment names (STORE or DATABASE_URL). A ' +
        'gateway that is running on it takes part: a new key opens at once, a revoked one no longer after five seconds.',
    );
  addKeyOptions(keys.command('create'))
    .summary('make a key')
    .description(
      'Makes a key and prints it, on stdout, once: it is kept nowhere. A client has two live keys at most, to change from one to the other.',
    )
    .action((flags: KeyFlags) => withKeys(io, (all) => create(all, flags, io)));
  keys
    .command('list')
    .summary('list all keys')
    .description(
      'Lists id, client, tenant, state, creation, expiry and scopes of every key, separated by tabs.',
    )
    .action(() => withKeys(io, (all) => list(all, io)));
  keys
    .command('revoke')
    .summary('revoke a key')
    .description('Revokes a key: five seconds later it opens nothing.')
    .argument('<id>', 'the part of the key between the underscores, which `keys list` shows')
    .action((id: string) => withKeys(io, (all) => revoke(all, id, io)));
}

async function create(keys: ApiKeys, flags: KeyFlags, io: Io): Promise<void> {
  const { client, tenant, expires, scope: scopes = DEFAULT_SCOPES } = flags;
  const expiresMs = expires === Infinity ? null : Date.now() + expires * DAY;
  const made = await keys.create({ client, tenant, scopes, expiresMs });
  if (made === null) throw usageError('the client has two live keys; revoke one of them first.');
  printLines(io.stdout, [made.text]);
  printLines(io.stderr, [
    `derm-fhir: key ${made.key.id} of client ${client}, tenant ${tenant}: ${scopes.join(' ')}; ` +
      `expires ${timeOf(expiresMs)}. It is not shown again.`,
  ]);
}

async function list(keys: ApiKeys, io: Io): Promise<void> {
  printLines(io.stdout, (await keys.list()).map(lineOf));
}

async function revoke(keys: ApiKeys, id: string, io: Io): Promise<void> {
  if (!(await keys.revoke(id))) throw usageError('there is no such key, or it was revoked before.');
  printLines(io.stderr, [`derm-fhir: key ${id} is revoked.`]);
}

function lineOf(key: ApiKey): string {
  const { id, client, tenant, createdMs, expiresMs, scopes } = key;
  return [id, client, tenant, stateOf(key), timeOf(createdMs), timeOf(expiresMs), scopes.join(' ')].join(
    '\t',
  );
}

function stateOf({ revokedMs, expiresMs }: ApiKey): string {
  if (revokedMs !== null) return 'revoked';
  return expiresMs !== null && expiresMs <= Date.now() ? 'expired' : 'live';
}

function timeOf(ms: number | null): string {
  return ms === null ? 'never' : new Date(ms).toISOString();
}

/** Opens the store that the environment names, and closes it in the end. */
async function withKeys(io: Io, work: (keys: ApiKeys) => Promise<void>): Promise<void> {
  const { readEnvironment } = await import('./translation.js');
  const { openKeys } = await import('./open-keys.js');
  const { store } = readEnvironment(io);
  if (store.kind === 'memory')
    throw usageError(
      'keys in memory end with the process; set STORE=file:… or DATABASE_URL, as for the gateway.',
    );
  const opened = await openKeys(store);
  try {
    await work(opened.keys);
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    throw new CommandFailed(exitCodes.otherSide, 'the database failed.');
  } finally {
    await opened.close();
  }
}

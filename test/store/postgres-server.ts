import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A PostgreSQL server of this process's own. */
export interface PostgresServer {
  /** `postgres://…`, of a user who may make databases. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Where Debian's package has the programs of each version. */
const VERSIONS = '/usr/lib/postgresql';

/**
 * Starts Debian's PostgreSQL on a free port of this machine, with its data in a new folder and with its usual durability.
 *
 * @throws Error saying how to get PostgreSQL when it is not installed.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (isRoot()) {
    chmodSync(folder, 0o700);
    execFileSync('chown', ['postgres', folder]);
  }
  const data = join(folder, 'data');
  run(join(programs, 'initdb'), [
    '--pgdata',
    data,
    '--username',
    'gateway',
    '--auth',
    'trust',
    '--encoding',
    'UTF8',
  ]);
  const port = await freePort();
  const server = start(join(programs, 'postgres'), [
    ...['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-c', 'fsync=on'],
  ]);
  const stop = async () => {
    const ended = once(server, 'exit');
    // Fast shutdown: open connections are ended.
    if (server.kill('SIGINT')) await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(programs, port, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `postgres://gateway@127.0.0.1:${port}/postgres`, stop };
}

function findPrograms(): string {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const [newest] = versions.map(Number).sort((a, b) => b - a);
  if (newest === undefined)
    throw new Error(`There is no PostgreSQL in ${VERSIONS}. On Debian: apt-get install --yes postgresql`);
  return join(VERSIONS, String(newest), 'bin');
}

function isRoot(): boolean {
  return userInfo().uid === 0;
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package makes. */
function command(program: string, args: readonly string[]): [string, string[]] {
  if (!isRoot()) return [program, [...args]];
  return ['setpriv', ['--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', program, ...args]];
}

function run(program: string, args: readonly string[]): void {
  execFileSync(...command(program, args), { cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] });
}

function start(program: string, args: readonly string[]): ChildProcess {
  // setpriv becomes the program, so that the process id is the server's.
  return spawn(...command(program, args), { cwd: '/', stdio: 'ignore' });
}

async function untilReady(programs: string, port: number, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt += 1) {
    try {
      execFileSync(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-q']);
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error('PostgreSQL did not start');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

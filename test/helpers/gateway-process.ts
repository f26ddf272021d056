import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startArguments } from './start-arguments.js';
import { listen } from '../../src/net/listen.js';

/** The compiled gateway as a process of its own. */
export interface GatewayProcess {
  readonly pid: number;
  readonly baseUrl: string;
  /** Milliseconds from the start of the process to its first 200 of `/health/ready`. */
  readonly readyMs: number;
  /** Ends it with a signal, and waits for that. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Longer than any start may take; then something is wrong. */
const PATIENCE_MS = 30_000;

/**
 * Starts the service, as `npm start` does, on a free port and waits until it is ready.
 *
 * @param env settings; callers need no credentials unless they say so.
 * @throws Error when the process ends, or is not ready in time.
 */
export async function startGatewayProcess(env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
  const port = await freePort();
  const startedMs = performance.now();
  const child = spawn(process.execPath, startArguments, {
    env: { PATH: process.env['PATH'], AUTH: 'none', ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, child);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const readyMs = performance.now() - startedMs;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return { pid: child.pid ?? 0, baseUrl: `${url}/fhir`, readyMs, end };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}`);
    const status = await fetch(`${url}/health/ready`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(2);
  }
  throw new Error('the gateway does not become ready');
}

async function freePort(): Promise<number> {
  const server = createServer();
  const url = await listen(server, 0, '127.0.0.1');
  server.close();
  return Number(new URL(url).port);
}

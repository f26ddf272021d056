import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildIfNeeded } from '../../helpers/maven.js';

/** A real HAPI FHIR JPA server on a free port of 127.0.0.1. */
export interface HapiServer {
  /** FHIR base, without a trailing slash. */
  readonly url: string;
  /** Resident memory in MB, where the system tells. */
  readonly residentMb: () => number | null;
  readonly close: () => Promise<void>;
}

const HERE = import.meta.dirname;
const MAIN = 'io.github.dermfhirgateway.hapiserver.Main';

// For some tens of requests: the first compiler alone starts in two thirds of the time.
const JVM = [
  '-Xmx768m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
];

/**
 * Starts HAPI's JPA server over an empty database in memory. It takes about 20 seconds, the first time a minute more for Maven.
 *
 * @throws Error when it ends before it takes requests.
 */
export async function startHapiServer(): Promise<HapiServer> {
  await buildIfNeeded(HERE);
  const classpath = readFileSync(join(HERE, 'target/classpath.txt'), 'utf8').trim();
  const java = spawn('java', [...JVM, '-cp', `${join(HERE, 'target/classes')}:${classpath}`, MAIN], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = `http://127.0.0.1:${await portOf(java)}/fhir`;
    // HAPI builds its statement on the first request: then it is ready.
    const answer = await fetch(`${url}/metadata`);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`HAPI answers ${answer.status} to /metadata`);
    return { url, residentMb: () => residentMb(java.pid), close: () => stop(java) };
  } catch (error) {
    await stop(java);
    throw error;
  }
}

async function portOf(java: ChildProcess): Promise<number> {
  if (java.stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: java.stdout })) {
    const port = /^\{"port":(\d+)\}$/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error('HAPI ended before it took requests');
}

async function stop(java: ChildProcess): Promise<void> {
  if (java.exitCode !== null || java.signalCode !== null) return;
  const exited = once(java, 'exit');
  java.kill('SIGTERM');
  await exited;
}

function residentMb(pid: number | undefined): number | null {
  if (pid === undefined) return null;
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startArguments } from '../helpers/start-arguments.js';
import { load } from './load.js';
import { quantile } from './sampling.js';
import { found, ServerProcess } from './server-process.js';

const DIST = join(import.meta.dirname, '../../dist');
const SAMPLE_MS = 700;
const ROUNDS = 9;

/** What serving a stored report costs, beside what Node alone makes of it. */
export interface Serving {
  /** Bytes of the answer's body. */
  readonly bytes: number;
  readonly floor: Rate;
  readonly gateway: Rate;
  /** Resident memory of the gateway before and after, in MB. */
  readonly megabytes: readonly [before: number, after: number];
}

/** Medians of the samples. */
export interface Rate {
  /** Answers a second. */
  readonly perSecond: number;
  /** Time on a processor that the server used for one answer, in µs. */
  readonly cpu: number;
}

/**
 * Measures `GET DiagnosticReport/{id}` of the service as it is shipped, with a key, all headers, an SQLite file and its log written to
 * a file, against Node's bare server that sends the same bytes. Both run in processes of their own and are asked in turns.
 */
export async function measureServing(): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'serving-'));
  const file = `file:${join(folder, 'gateway.db')}`;
  const env = { STORE: file, SANDBOX: 'true', PORT: '0', HOST: '127.0.0.1', RATE_LIMIT: '0' };
  const create = [join(DIST, 'cli/main.js'), 'keys', 'create', '--client', 'bench'];
  const key = execFileSync(process.execPath, create, { env, encoding: 'utf8' }).trim();
  const log = join(folder, 'gateway.log');
  const gateway = new ServerProcess(startArguments, openSync(log, 'a'), env);
  try {
    const baseUrl = await found(log, /"baseUrl":"([^"]+)","msg":"listening"/);
    const { url, body } = await storedReport(baseUrl, key);
    return await against(body, gateway, url, key, folder);
  } finally {
    gateway.stop();
  }
}

/** Has a report of the sandbox fetched and stored. */
async function storedReport(baseUrl: string, key: string): Promise<{ url: URL; body: string }> {
  const headers = { Authorization: `Bearer ${key}` };
  const identifier = 'https://derm-fhir-gateway.github.io/sid/report|acne';
  const search = `${baseUrl}/DiagnosticReport?identifier=${encodeURIComponent(identifier)}`;
  const page = (await (await fetch(search, { headers })).json()) as { entry: { resource: { id: string } }[] };
  const url = new URL(`${baseUrl}/DiagnosticReport/${page.entry[0]?.resource.id ?? ''}`);
  return { url, body: await (await fetch(url, { headers })).text() };
}

async function against(
  body: string,
  gateway: ServerProcess,
  url: URL,
  key: string,
  folder: string,
): Promise<Serving> {
  const [bodyFile, address] = [join(folder, 'body.json'), join(folder, 'floor.log')];
  writeFileSync(bodyFile, body);
  const bare = ['--import', 'tsx', join(import.meta.dirname, 'bare-server.ts'), bodyFile];
  const floor = new ServerProcess(bare, openSync(address, 'a'));
  try {
    const floorUrl = new URL(url.pathname, await found(address, /(http\S+)/));
    const samples = { floor: new Array<Rate>(), gateway: new Array<Rate>() };
    const before = gateway.residentBytes();
    for (let round = 0; round <= ROUNDS; round++) {
      const rates = [await sample(floor, floorUrl, key), await sample(gateway, url, key)] as const;
      if (round === 0) continue; // The first one warms up.
      samples.floor.push(rates[0]);
      samples.gateway.push(rates[1]);
    }
    return {
      bytes: Buffer.byteLength(body),
      floor: median(samples.floor),
      gateway: median(samples.gateway),
      megabytes: [before / 1e6, gateway.residentBytes() / 1e6],
    };
  } finally {
    floor.stop();
  }
}

async function sample(server: ServerProcess, url: URL, key: string): Promise<Rate> {
  const head = [
    `GET ${url.pathname} HTTP/1.1`,
    `Host: ${url.host}`,
    'Accept: application/fhir+json',
    `Authorization: Bearer ${key}`,
  ];
  const [cpu, start] = [server.cpuMicroseconds(), performance.now()];
  const answers = await load(url, `${head.join('\r\n')}\r\n\r\n`, SAMPLE_MS);
  return {
    perSecond: (answers * 1000) / (performance.now() - start),
    cpu: (server.cpuMicroseconds() - cpu) / answers,
  };
}

function median(rates: readonly Rate[]): Rate {
  const of = (name: keyof Rate) =>
    quantile(
      rates.map((rate) => rate[name]),
      0.5,
    );
  return { perSecond: of('perSecond'), cpu: of('cpu') };
}

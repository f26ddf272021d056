import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../property/mutation/random.js';
import { createStore } from '../../src/store/create-store.js';
import { openDatabase } from '../../src/store/open-database.js';
import type { Database } from '../../src/store/database.js';
import { compare, type Differences } from './compare.js';
import { HOSPITALS } from './destinations.js';
import { expected } from './expected.js';
import { createFeeder, type Feeder } from './feeder.js';
import type { GatewaySettings } from './gateway-process.js';
import { openWork, type OpenWork } from './open-work.js';
import { startRemoteGateway, type RemoteGateway } from './remote-gateway.js';
import { startRemoteHospital, type RemoteHospital } from './remote-hospital.js';

export interface ChaosOptions {
  readonly place: GatewaySettings['place'];
  readonly reports: number;
  /** `kill -9`, spread over the whole. */
  readonly kills: number;
  /** Gateways on the same database. */
  readonly processes: number;
  readonly seed: number;
  /** How many times faster than time backoff, probes and leases are. */
  readonly speed: number;
  readonly timeoutMs: number;
}

/** What one destination got. */
export interface HospitalResult extends Differences {
  readonly name: string;
  /** Bundles that the server itself took in. */
  readonly bundles: number;
  readonly requests: number;
  readonly faults: Readonly<Record<string, number>>;
}

export interface ChaosResult {
  readonly hospitals: readonly HospitalResult[];
  readonly work: OpenWork;
  readonly kills: number;
  /** What stores said that failed. */
  readonly problems: readonly string[];
}

/** How far it is. */
export interface ChaosProgress {
  readonly accepted: number;
  readonly work: OpenWork;
  readonly kills: number;
}

/** Real milliseconds after which others take over what a killed process had. */
const LEASE_MS = 5_000;
const LOOK_EVERY_MS = 500;

/** Takes many reports in and delivers them to destinations on a bad day, by processes that are killed; looks at what came of it. */
export async function chaos(
  options: ChaosOptions,
  onProgress: (progress: ChaosProgress) => void,
): Promise<ChaosResult> {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
  const hospitals: RemoteHospital[] = [];
  for (const [index, { name }] of HOSPITALS.entries())
    hospitals.push(await startRemoteHospital(name, options.seed + index));
  const feeder = createFeeder(options.reports);
  const problems: string[] = [];
  const gateways: RemoteGateway[] = [];
  const settings = settingsOf(options, hospitals);
  for (let index = 0; index < options.processes; index += 1)
    gateways.push(await startRemoteGateway(settings, feeder, (problem) => problems.push(problem)));
  const database = await openDatabase(options.place);
  try {
    const kills = await killUntilDone({ options, gateways, feeder, database, hospitals }, onProgress);
    for (const gateway of gateways) await gateway.end();
    const wanted = await expected(createStore({ database, nowMs: Date.now }), options.reports);
    const results: HospitalResult[] = [];
    for (const hospital of hospitals) {
      const { held, faults } = await hospital.ask(join(folder, `${hospital.name}.json`));
      results.push({ name: hospital.name, ...hospital.seen(), faults, ...compare(wanted, held) });
    }
    return { hospitals: results, work: await openWork(database), kills, problems };
  } finally {
    await database.close();
    for (const process of [...gateways, ...hospitals]) await process.end();
    rmSync(folder, { recursive: true });
  }
}

function settingsOf(
  { place, speed, timeoutMs }: ChaosOptions,
  hospitals: readonly RemoteHospital[],
): GatewaySettings {
  const urls = hospitals.map(({ url }) => url);
  return { place, urls, speed, originMs: Date.now(), leaseMs: LEASE_MS * speed, timeoutMs };
}

interface Running {
  readonly options: ChaosOptions;
  readonly gateways: readonly RemoteGateway[];
  readonly feeder: Feeder;
  readonly database: Database;
  readonly hospitals: readonly RemoteHospital[];
}

/** @returns how many processes it killed. */
async function killUntilDone(
  { options, gateways, feeder, database, hospitals }: Running,
  onProgress: (progress: ChaosProgress) => void,
): Promise<number> {
  const random = new Random(options.seed);
  const whole = feeder.total * hospitals.length;
  let kills = 0;
  for (;;) {
    const bundles = hospitals.reduce((sum, { seen }) => sum + seen().bundles, 0);
    if (kills < options.kills && bundles > (whole * kills) / options.kills) {
      await sleep(random.below(300));
      await random.pick(gateways).killAndRestart();
      kills += 1;
      continue;
    }
    const work = await openWork(database);
    onProgress({ accepted: feeder.count(), work, kills });
    if (feeder.count() === feeder.total && work.intakes + work.deliveries === 0) return kills;
    await sleep(LOOK_EVERY_MS);
  }
}

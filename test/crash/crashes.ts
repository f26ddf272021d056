import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { startEndlessVendor, type EndlessVendor } from '../helpers/endless-vendor.js';
import { startGatewayProcess, type GatewayProcess } from '../helpers/gateway-process.js';
import type { Random } from '../property/mutation/random.js';
import { askFor, lost, type Acknowledged } from './reader.js';

/** What came of killing a gateway again and again. */
export interface CrashResult {
  /** Answers with 200 that clients saw. */
  readonly acknowledged: number;
  /** What they saw and could not be read afterwards, or not as it was. */
  readonly problems: readonly string[];
  /** From each start to ready, after a kill. */
  readonly readyMs: readonly number[];
}

/** Clients at work at once. */
const CLIENTS = 8;

/** How long the first answers may take; then the process is killed without them. */
const PATIENCE_MS = 20_000;

/**
 * Kills a gateway that clients use, again and again: its store is one SQLite file, and each request fetches, translates and stores
 * a report, or asks again for one that has changed.
 *
 * @param kills how often.
 * @param random decides when.
 */
export async function crash(kills: number, random: Random): Promise<CrashResult> {
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  const file = join(folder, 'gateway.db');
  const vendor = await startEndlessVendor();
  const env = {
    STORE: `file:${file}`,
    VENDOR_BASE_URL: vendor.url,
    VENDOR_TOKEN: 'token',
    LOG_LEVEL: 'silent',
  };
  const seen: Acknowledged[] = [];
  const problems: string[] = [];
  const readyMs: number[] = [];
  let gateway = await startGatewayProcess(env);
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const fresh = await useUntilKilled(gateway, vendor, random.below(500), `report-${kill}`);
      gateway = await startGatewayProcess(env);
      readyMs.push(gateway.readyMs);
      for (const one of fresh) problems.push(...(await lost(gateway.baseUrl, one)));
      seen.push(...fresh);
    }
    // What survived one kill must survive all that came after.
    for (const one of seen) problems.push(...(await lost(gateway.baseUrl, one)));
  } finally {
    await gateway.end('SIGTERM');
    vendor.close();
  }
  problems.push(...damage(file));
  rmSync(folder, { recursive: true });
  return { acknowledged: seen.length, problems, readyMs };
}

/**
 * @param afterMs from the moment that the first answers are there.
 * @returns what clients were told before the process was killed.
 */
async function useUntilKilled(
  gateway: GatewayProcess,
  vendor: EndlessVendor,
  afterMs: number,
  prefix: string,
): Promise<Acknowledged[]> {
  const told: Acknowledged[] = [];
  let isKilled = false;
  let next = 0;
  const client = async (): Promise<void> => {
    while (!isKilled) {
      next += 1;
      // Every fourth request asks again for what was there, and is now something else.
      const known = next % 4 === 0 ? told.at(-1) : undefined;
      if (known !== undefined) vendor.change(known.vendorId);
      const answer = await askFor(
        gateway.baseUrl,
        known?.vendorId ?? `${prefix}-${next}`,
        known !== undefined,
      );
      if (answer !== null) told.push(answer);
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  // A process that has just started answers nothing for a while, on a busy machine for long: that is no load.
  const deadline = performance.now() + PATIENCE_MS;
  while (told.length < CLIENTS && performance.now() < deadline) await sleep(5);
  await sleep(afterMs);
  await gateway.end('SIGKILL');
  isKilled = true;
  await Promise.all(clients);
  return told;
}

/** What SQLite itself finds wrong with the file. */
function damage(file: string): string[] {
  const database = new Database(file);
  const rows = database.prepare('pragma integrity_check').all() as { integrity_check: string }[];
  database.close();
  return rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
}

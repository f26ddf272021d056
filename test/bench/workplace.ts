import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEndlessVendor } from '../helpers/endless-vendor.js';
import { startGatewayProcess, type GatewayProcess } from '../helpers/gateway-process.js';

/** Where gateways are started as processes, each on an SQLite file. */
export interface Workplace {
  /** Path of a file with a name. */
  pathOf(file: string): string;
  /** Starts the compiled gateway on a file; it logs as it does in service. */
  start(file: string): Promise<GatewayProcess>;
  /** Ends all that runs, and removes the files. */
  clear(): Promise<void>;
}

/** Makes an empty one, with a vendor that knows every report. */
export async function openWorkplace(): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  const vendor = await startEndlessVendor();
  const running: GatewayProcess[] = [];
  const pathOf = (file: string): string => join(folder, file);
  return {
    pathOf,
    start: async (file) => {
      const store = `file:${pathOf(file)}`;
      const env = { STORE: store, VENDOR_BASE_URL: vendor.url, VENDOR_TOKEN: 'token', RATE_LIMIT: '0' };
      const gateway = await startGatewayProcess(env);
      running.push(gateway);
      return gateway;
    },
    clear: async () => {
      for (const gateway of running) await gateway.end('SIGTERM');
      vendor.close();
      rmSync(folder, { recursive: true });
    },
  };
}

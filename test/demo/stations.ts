import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Config } from '../../src/config/config.js';
import { startGateway, type Gateway } from '../../src/gateway.js';
import { createLogger } from '../../src/observe/logger.js';
import { startSandbox, type Sandbox } from '../../src/vendor/sandbox/sandbox.js';
import {
  startMedplumReceiver,
  type MedplumReceiver,
  type ReceiverOptions,
} from '../receiver/medplum-receiver.js';

/** The three servers that a report passes. */
export interface Stations {
  readonly vendor: Sandbox;
  readonly gateway: Gateway;
  readonly hospital: MedplumReceiver;
  readonly close: () => Promise<void>;
}

/** How the gateway knows the hospital. */
export const DESTINATION = 'hospital';

/**
 * Starts all three on free ports of this machine; the gateway is set up as an operator would, by its environment and a file of
 * destinations.
 */
export async function startStations(hospitalOptions: ReceiverOptions = {}): Promise<Stations> {
  const vendor = await startSandbox();
  const hospital = await startMedplumReceiver(hospitalOptions);
  const config = configure(vendor, hospital);
  const gateway = await startGateway(config, createLogger({ level: config.logLevel }));
  const close = async (): Promise<void> => {
    await gateway.close();
    await Promise.all([hospital.close(), vendor.close()]);
  };
  return { vendor, gateway, hospital, close };
}

function configure(vendor: Sandbox, hospital: MedplumReceiver): Config {
  const folder = mkdtempSync(join(tmpdir(), 'derm-fhir-demo-'));
  const file = join(folder, 'destinations.json');
  const destination = { name: DESTINATION, baseUrl: hospital.url, profile: 'transaction-put' };
  writeFileSync(file, JSON.stringify({ destinations: [{ ...destination, allowAnonymous: true }] }));
  try {
    return readConfig({
      AUTH: 'none',
      STORE: 'memory',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'silent',
      VENDOR_BASE_URL: vendor.url,
      VENDOR_TOKEN: vendor.token,
      DESTINATIONS_FILE: file,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

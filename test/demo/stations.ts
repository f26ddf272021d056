import { readConfig } from '../../src/config/config.js';
import { startGateway, type Gateway } from '../../src/gateway.js';
import { createLogger } from '../../src/observe/logger.js';
import { startSandbox, type Sandbox } from '../../src/vendor/sandbox/sandbox.js';
import { startMedplumReceiver, type MedplumReceiver } from '../receiver/medplum-receiver.js';

/** The three servers that a report passes. */
export interface Stations {
  readonly vendor: Sandbox;
  readonly gateway: Gateway;
  readonly hospital: MedplumReceiver;
  readonly close: () => Promise<void>;
}

/** Starts all three on free ports of this machine; the gateway is set up as an operator would, by its environment. */
export async function startStations(): Promise<Stations> {
  const vendor = await startSandbox();
  const config = readConfig({
    AUTH: 'none',
    STORE: 'memory',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    VENDOR_BASE_URL: vendor.url,
    VENDOR_TOKEN: vendor.token,
  });
  const gateway = await startGateway(config, createLogger({ level: config.logLevel }));
  const hospital = await startMedplumReceiver();
  const close = async (): Promise<void> => {
    await Promise.all([gateway.close(), hospital.close()]);
    await vendor.close();
  };
  return { vendor, gateway, hospital, close };
}

import type { IncomingMessage } from 'node:http';
import { readConfig } from '../../src/config/config.js';
import { startGateway, type Gateway } from '../../src/gateway.js';
import { createLogger } from '../../src/observe/logger.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/vendor/sandbox/sandbox.js';

/** The token of the test's vendor: what must not be found in any log line or answer. */
export const VENDOR_TOKEN = 'canary-vendor-token-5fd1';

/** A gateway over real HTTP with a vendor over real HTTP, and everything that it logged. */
export interface TestGateway extends Gateway {
  readonly vendor: Sandbox;
  readonly logLines: string[];
}

/**
 * Starts a gateway and its vendor, both on free ports of this machine.
 *
 * @param env settings beside those of the vendor; a failed request is not repeated unless they say so.
 * @param onVendorRequest called with each request that the vendor gets.
 * @param sandbox how the vendor is set up.
 */
export async function startTestGateway(
  env: Readonly<Record<string, string>> = {},
  onVendorRequest: (request: IncomingMessage) => void = () => undefined,
  sandbox: SandboxOptions = {},
): Promise<TestGateway> {
  const vendor = await startSandbox({ ...sandbox, token: VENDOR_TOKEN, onRequest: onVendorRequest });
  const logLines: string[] = [];
  const logger = createLogger({ level: 'trace', destination: { write: (line) => logLines.push(line) } });
  const config = readConfig({
    PORT: '0',
    AUTH: 'none',
    STORE: 'memory',
    VENDOR_BASE_URL: vendor.url,
    VENDOR_TOKEN,
    VENDOR_MAX_ATTEMPTS: '1',
    ...env,
  });
  const gateway = await startGateway(config, logger);
  const close = async () => {
    await gateway.close();
    await vendor.close();
  };
  return { ...gateway, vendor, logLines, close };
}

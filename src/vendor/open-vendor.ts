import { createVendorClient, type VendorClient } from './client.js';
import type { VendorClientOptions } from './options.js';
import { type Sandbox, startSandbox } from './sandbox/sandbox.js';

/** Whom the gateway asks for reports. */
export interface Vendor {
  readonly client: VendorClient;
  /** The stand-in that answers in the vendor's place; null with a real vendor. */
  readonly sandbox: Sandbox | null;
  /** Closes the client, and the sandbox with it. */
  close(): Promise<void>;
}

/**
 * Opens the configured vendor or, where none is configured, a sandbox inside this process on a free port of this machine.
 *
 * @throws TypeError naming the option that is wrong
 */
export async function openVendor(options: VendorClientOptions | null): Promise<Vendor> {
  if (options !== null) {
    const client = createVendorClient(options);
    return { client, sandbox: null, close: () => client.close() };
  }
  const sandbox = await startSandbox();
  const client = createVendorClient({ baseUrl: sandbox.url, token: sandbox.token });
  return {
    client,
    sandbox,
    close: async () => {
      await client.close();
      await sandbox.close();
    },
  };
}

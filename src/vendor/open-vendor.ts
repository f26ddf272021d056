import { hostAt, hostNamed } from '../net/allowed-host.js';
import { createVendorClient, type VendorClient } from './client.js';
import { createMediaClient, type MediaClient } from './media/media-client.js';
import type { VendorClientOptions } from './options.js';
import { type Sandbox, startSandbox } from './sandbox/sandbox.js';

/** Whom the gateway asks for reports, and for their files. */
export interface Vendor {
  readonly client: VendorClient;
  readonly media: MediaClient;
  /** The stand-in that answers in the vendor's place; null with a real vendor. */
  readonly sandbox: Sandbox | null;
  /** Closes the clients, and the sandbox with them. */
  close(): Promise<void>;
}

/** Where the vendor's files may be fetched from, beside its own host. */
export interface MediaSources {
  /** Names of hosts, for https. */
  readonly hosts: readonly string[];
  /** Whether they, and the vendor's own, may have addresses of a private network. */
  readonly allowPrivate: boolean;
  /** Largest file in bytes. */
  readonly maxBytes?: number;
}

const OWN_HOST_ONLY: MediaSources = { hosts: [], allowPrivate: false };

/**
 * Opens the configured vendor or, where none is configured, a sandbox inside this process on a free port of this machine.
 *
 * @throws TypeError naming the option that is wrong
 */
export async function openVendor(
  options: VendorClientOptions | null,
  sources: MediaSources = OWN_HOST_ONLY,
): Promise<Vendor> {
  if (options !== null) {
    const clients = openClients(options, sources);
    return { ...clients, sandbox: null };
  }
  const sandbox = await startSandbox();
  const { close, ...clients } = openClients({ baseUrl: sandbox.url, token: sandbox.token }, sources);
  return {
    ...clients,
    sandbox,
    close: async () => {
      await close();
      await sandbox.close();
    },
  };
}

function openClients(
  options: VendorClientOptions,
  { hosts, allowPrivate, ...limits }: MediaSources,
): Omit<Vendor, 'sandbox'> {
  const { baseUrl, token } = options;
  const client = createVendorClient(options);
  const reach = allowPrivate ? 'private' : 'public';
  const media = createMediaClient({
    hosts: [hostAt(baseUrl, reach), ...hosts.map((name) => hostNamed(name, reach))],
    api: { origin: new URL(baseUrl).origin, token },
    ...limits,
  });
  return {
    client,
    media,
    close: async () => {
      await media.close();
      await client.close();
    },
  };
}

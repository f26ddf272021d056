import type { LookupFunction } from 'node:net';
import { createGuardedAgent } from '../../net/guarded-agent.js';
import type { AllowedHost } from '../../net/allowed-host.js';
import { SYSTEM_TIMING, type Timing } from '../timing.js';
import type { FileType } from './file-type.js';
import { openFile, type OpenFile } from './open-file.js';
import { startTransfer } from './transfer.js';

/** Opens the vendor's photographs, overlays, videos and printable reports. */
export interface MediaClient {
  /**
   * @param url as a raw report has it.
   * @param kind what the file must turn out to be.
   * @param signal ends the transfer, up to the last byte.
   * @throws VendorFailure for everything that goes wrong outside this process.
   * @throws the signal's reason when it aborts.
   */
  open(url: string, kind: FileType['kind'], signal: AbortSignal): Promise<OpenFile>;
  /** Cuts what is under way and closes the connections. */
  close(): Promise<void>;
}

export interface MediaClientOptions {
  /** The only hosts that are asked. */
  readonly hosts: readonly AllowedHost[];
  /** Where the vendor's API is, and its token. */
  readonly api: { readonly origin: string; readonly token: string };
  /** Largest file in bytes. */
  readonly maxBytes?: number;
  readonly connectTimeoutMs?: number;
  readonly headersTimeoutMs?: number;
  /** Longest silence while the file arrives. */
  readonly bodyTimeoutMs?: number;
  /** Everything, up to the last byte. */
  readonly totalTimeoutMs?: number;
  readonly lookup?: LookupFunction;
  readonly timing?: Timing;
}

/** The default of everything that has one. */
export const MEDIA_CLIENT_DEFAULTS = {
  maxBytes: 20 * 1024 * 1024,
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 10_000,
  bodyTimeoutMs: 15_000,
  totalTimeoutMs: 30_000,
  timing: SYSTEM_TIMING,
} as const satisfies Partial<MediaClientOptions>;

/** Creates a client for the vendor's files. Nothing is sent until one is asked for. */
export function createMediaClient(options: MediaClientOptions): MediaClient {
  const settings = { ...MEDIA_CLIENT_DEFAULTS, ...options };
  const { hosts, api, timing, totalTimeoutMs, maxBytes } = settings;
  const agent = createGuardedAgent(settings);
  const source = { agent, hosts, api, wallClock: () => timing.wallClock() };
  return {
    open: (url, kind, signal) =>
      openFile(url, source, startTransfer(timing, totalTimeoutMs, signal), { kind, maxBytes }),
    close: () => agent.destroy(),
  };
}

import { createVendorClient, type VendorClient } from '../../../../src/vendor/client.js';
import type { VendorClientOptions } from '../../../../src/vendor/options.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../../src/vendor/sandbox/sandbox.js';

const opened: (() => Promise<void>)[] = [];

/** Starts a sandbox; {@link closeSandboxes} closes it. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  opened.push(() => sandbox.close());
  return sandbox;
}

/** A client of the gateway's own for a sandbox. */
export function clientOf(sandbox: Sandbox, options: Partial<VendorClientOptions> = {}): VendorClient {
  const client = createVendorClient({ baseUrl: sandbox.url, token: sandbox.token, ...options });
  opened.push(() => client.close());
  return client;
}

/** Closes everything, what was opened last first. */
export async function closeSandboxes(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

/** Asks a sandbox with any HTTP client that is at hand; redirects are shown, not followed. */
export function ask(sandbox: Sandbox, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { 'X-API-TOKEN': sandbox.token };
  return fetch(`${sandbox.url}${path}`, { redirect: 'manual', headers, ...init });
}

/** Path of a report. */
export function reportPath(id: string, query = ''): string {
  return `/s2s-api/v3/anonymous-diagnostic-reports/${encodeURIComponent(id)}${query}`;
}

/** Every string of a JSON document under one of the keys. */
export function textsUnder(value: unknown, keys: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    typeof member === 'string' && keys.includes(key) ? [member] : textsUnder(member, keys),
  );
}

import { DEFAULT_TENANT } from './auth/principal.js';
import type { Closing } from './closing.js';
import { vendorOrSandbox, type Config } from './config/config.js';
import { OutcomeError } from './fhir/outcome.js';
import type { Owners } from './store/owner.js';
import { openVendor, type Vendor } from './vendor/open-vendor.js';
import type { VendorClientOptions } from './vendor/options.js';
import type { Sandbox } from './vendor/sandbox/sandbox.js';

/** Whom reports and their files are fetched from. */
export interface Vendors {
  /**
   * The vendor as a tenant reaches it, with its own account.
   *
   * @throws OutcomeError 403 for a tenant that has none; what is stored of its reports can be read all the same.
   */
  readonly of: (tenant: string) => Vendor;
  /** The stand-in that answers in the vendor's place; null with a real vendor. */
  readonly sandbox: Sandbox | null;
}

/**
 * Opens the account of each tenant; without any, the sandbox answers for the tenant `default`.
 *
 * @throws ConfigError when there is no account and the sandbox may not take its place.
 */
export async function openVendors(config: Config, closing: Closing): Promise<Vendors> {
  const accounts: [string, VendorClientOptions | null][] = Object.entries(config.tenants);
  if (config.vendor !== null || accounts.length === 0)
    accounts.push([DEFAULT_TENANT, vendorOrSandbox(config)]);
  const opened = new Map<string, Vendor>();
  for (const [tenant, account] of accounts) {
    const vendor = await openVendor(account, config.media);
    closing.add(() => vendor.close());
    opened.set(tenant, vendor);
  }
  const of = (tenant: string): Vendor => {
    const vendor = opened.get(tenant);
    if (vendor === undefined)
      throw new OutcomeError(
        'forbidden',
        'This tenant has no account with the vendor: only its stored reports are here.',
        {
          kind: 'tenant-without-vendor',
        },
      );
    return vendor;
  };
  return { of, sandbox: opened.get(DEFAULT_TENANT)?.sandbox ?? null };
}

/** Whose reports each tenant gets: those of its vendor, or, where nobody has one, invented ones. */
export function ownersOf({ vendor, tenants }: Pick<Config, 'vendor' | 'tenants'>): Owners {
  const accounts = [
    ...(vendor === null ? [] : [[DEFAULT_TENANT, vendor] as const]),
    ...Object.entries(tenants),
  ];
  if (accounts.length === 0) return new Map([[DEFAULT_TENANT, 'sandbox']]);
  return new Map(accounts.map(([tenant, { baseUrl }]) => [tenant, new URL(baseUrl).origin]));
}

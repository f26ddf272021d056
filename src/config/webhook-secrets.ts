import { z } from 'zod';
import { ConfigError } from './config-error.js';

/** A key that callbacks are signed with, and whose reports they are about then. */
export interface WebhookSecret {
  readonly tenant: string;
  /** Secret: base64, with or without `whsec_`. */
  readonly secret: string;
}

/** Keys in the form of Standard Webhooks, separated by commas: two while one replaces the other. */
export const webhookSecretList = z
  .string()
  .transform((list) => list.split(',').map((secret) => secret.trim()))
  .refine(
    (secrets) => secrets.every((secret) => /^(whsec_)?[A-Za-z0-9+/]{32,88}={0,2}$/.test(secret)),
    'must be whsec_ and 24 to 64 bytes in base64, several separated by commas',
  );

/** The key itself. */
export function keyOf({ secret }: WebhookSecret): Buffer {
  return Buffer.from(secret.replace('whsec_', ''), 'base64');
}

/**
 * Refuses a key that two tenants have: it would not say whose the reports are.
 *
 * @throws ConfigError naming one of the tenants.
 */
export function demandOwn(secrets: readonly WebhookSecret[]): void {
  const owners = new Map<string, string>();
  for (const secret of secrets) {
    const key = keyOf(secret).toString('hex');
    if ((owners.get(key) ?? secret.tenant) !== secret.tenant)
      throw new ConfigError(
        `TENANTS_FILE: ${secret.tenant} must not have the key of callbacks that another tenant has.`,
      );
    owners.set(key, secret.tenant);
  }
}

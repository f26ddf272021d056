import type { Authoriser } from './authoriser.js';

/** Credentials that stay as they were configured: when they are refused, there are no others. */
export function fixedCredentials(headers: Readonly<Record<string, string>>): Authoriser {
  return {
    headers: () => Promise.resolve(headers),
    refused: () => Promise.resolve(false),
  };
}

/** HTTP basic authentication, in UTF-8 (RFC 7617 §2.1). */
export function basicHeader(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

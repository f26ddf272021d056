import { credentialQuery } from '../fhir/credential-query.js';
import { SECRET_LENGTH } from './plain-text.js';

const LINK = /[a-z][a-z0-9+.-]{1,30}:\/\/[^\s<>"'\\]+/gi;

const AUTHORITY = /:\/\/([^/?#]*)/g;

const TOKEN = new RegExp(`[A-Za-z0-9%+/_.~-]{${SECRET_LENGTH},}`, 'g');

const REMOVED = '[link removed]';

/** What must not leave in any text of a report. */
export interface KeptBack {
  /** The report's own URLs (viewer, PDF, media): their hosts are the vendor's, their queries hold keys. */
  readonly links: readonly string[];
  /** The report's id, when whoever holds it can fetch the report. */
  readonly handle: string | null;
}

/** Finds links that must not leave, and pieces of the report's own ones. */
export type LinkFilter = (text: string) => string;

/**
 * Makes the filter of one report: free text may quote the very links that are kept back elsewhere, whole or in part.
 *
 * @param keptBack asked once, when the first text needs it.
 * @returns text → the same text, or with `[link removed]` in place of each such piece.
 */
export function createLinkFilter(keptBack: () => KeptBack): LinkFilter {
  let own: Secrets | null = null;
  const secrets = (): Secrets => (own ??= secretsOf(keptBack()));
  return (text) => {
    const unlinked = text.includes('://')
      ? text.replace(LINK, (link) => (opensDoors(link, secrets().hosts) ? REMOVED : link))
      : text;
    return unlinked.replace(TOKEN, (token) => (isOwn(token, secrets()) ? REMOVED : token));
  };
}

interface Secrets {
  readonly hosts: ReadonlySet<string>;
  /** Keys, signatures and handles, without the `=` that pads base64. */
  readonly words: ReadonlySet<string>;
}

function secretsOf({ links, handle }: KeptBack): Secrets {
  const words = new Set<string>();
  const add = (word: string): void => {
    if (word.length >= SECRET_LENGTH)
      words.add(word.replace(/=+$/, '')).add(decoded(word).replace(/=+$/, ''));
  };
  for (const link of links) for (const credential of link.matchAll(credentialQuery)) add(credential[4] ?? '');
  if (handle !== null) add(handle);
  return { hosts: new Set(links.map(hostOf)), words };
}

function opensDoors(link: string, vendorHosts: ReadonlySet<string>): boolean {
  // Decoded, because a link may carry another one in its query.
  const plain = decoded(link);
  if (plain.search(credentialQuery) !== -1) return true;
  return [...plain.matchAll(AUTHORITY)].some(([, authority = '']) => {
    const host = hostIn(authority);
    return authority.includes('@') || vendorHosts.has(host) || /(^|\.)legit\.health$/.test(host);
  });
}

/** A key on its own, or a link to the vendor whose scheme was left out. */
function isOwn(token: string, { hosts, words }: Secrets): boolean {
  const word = token.replace(/\.+$/, '');
  return words.has(word) || (word.includes('.') && hosts.has(word.split('/', 1)[0]?.toLowerCase() ?? ''));
}

function hostOf(link: string): string {
  return hostIn(/^[^:]*:\/\/([^/?#]*)/.exec(link)?.[1] ?? '');
}

/** The host of an authority, which may name a user before it and a port behind (RFC 3986, section 3.2). */
function hostIn(authority: string): string {
  return authority.replace(/^.*@/, '').replace(/:\d*$/, '').toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

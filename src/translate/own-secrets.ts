import { hostOf, isCredential } from '../fhir/link-fault.js';
import { decoded } from './decoded.js';
import { SECRET_LENGTH } from './plain-text.js';
import { createWordSearch } from './word-search.js';

/** What must not leave in any text of a report, and what is published all the same. */
export interface KeptBack {
  /** The report's own URLs (viewer, PDF, media): their hosts are the vendor's, paths and queries hold keys. */
  readonly links: readonly string[];
  /** The report's id, when whoever holds it can fetch the report. */
  readonly handle: string | null;
  /** Ids that leave on purpose, although a link may hold them too. */
  readonly published: readonly string[];
}

/** Shorter keys are no secrets, and shorter hosts are parts of words. */
const SHORTEST = 6;

/** Of a host as much as tells it. */
const HOST_END = 32;

const LINK_PARTS = /^(?:[^:/?#]*:\/\/([^/?#]*))?([^?#]*)(.*)$/s;
const TOKEN = /[a-z0-9%+/_.~-]+/gi;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Parameters of a signature that are the same for everybody. */
const KNOWN_TO_ALL = /-(algorithm|date|expires|signedheaders)$/i;

/** A report has a few secrets for each of its images, which are thousands at most. */
const MOST = 20_000;

/**
 * Finds pieces of what is kept back, wherever they stand in a text. Of a long secret its end is searched for.
 *
 * @returns text → whether it holds one; escapes of URLs and JSON must be undone before. Of more secrets than any report has,
 * every text is said to hold one.
 */
export function createSecretSearch(keptBack: KeptBack): (text: string) => boolean {
  const secrets = secretsIn(keptBack);
  if (secrets.size > MOST) return () => true;
  const holdsOne = createWordSearch([...secrets]);
  return (text) => holdsOne(text.toLowerCase());
}

/** In lower case. */
export function secretsIn({ links, handle, published }: KeptBack): ReadonlySet<string> {
  const secrets = new Set((handle === null ? [] : ends(handle)).map((secret) => secret.toLowerCase()));
  for (const link of links) {
    for (const secret of secretsOf(link, published)) secrets.add(secret.toLowerCase());
    if (secrets.size > MOST) break;
  }
  return secrets;
}

function secretsOf(link: string, published: readonly string[]): string[] {
  const [, authority = '', path = '', query = ''] = LINK_PARTS.exec(link) ?? [];
  return [
    ...hostSecrets(hostOf(authority)),
    ...segmentSecrets(path, published),
    ...query.split(/[?&;#]/).flatMap((part) => parameterSecrets(part, published)),
  ];
}

/** A host without dots may be any word, and the vendor's bare domain is its name: they are told as parts of links. */
function hostSecrets(host: string): string[] {
  if (host === '' || host === 'legit.health') return [];
  if (host.includes('.') && host.length >= SHORTEST) return [host.slice(-HOST_END)];
  return [`//${host}/`, `//${host}?`, `//${host}:`];
}

function segmentSecrets(path: string, published: readonly string[]): string[] {
  return path.split('/').flatMap((segment) => {
    const name = decoded(segment).replace(/\.[a-z0-9]{1,5}$/i, '');
    return published.includes(name) || !looksRandom(name) ? [] : ends(name);
  });
}

function parameterSecrets(part: string, published: readonly string[]): string[] {
  const equals = part.indexOf('=');
  if (equals === -1) return segmentSecrets(part, published);
  const name = part.slice(0, equals);
  const value = decoded(part.slice(equals + 1));
  if (KNOWN_TO_ALL.test(name)) return [];
  const isPublished = published.includes(value);
  if (!isCredential(name)) return isPublished || !looksRandom(value) ? [] : ends(value);
  if (isPublished && UUID.test(value)) return [];
  const short = /^[a-z0-9%+/_.~-]+/i.exec(value)?.[0] ?? '';
  // On its own a short key may be an everyday word.
  return short.length >= SHORTEST && short.length < SECRET_LENGTH
    ? [`=${short}`, ...ends(value)]
    : ends(value);
}

/** The ends of the long words, without the `=` that pads base64. */
function ends(secret: string): string[] {
  const words = secret.match(TOKEN) ?? [];
  return words.filter(({ length }) => length >= SECRET_LENGTH).map((word) => word.slice(-SECRET_LENGTH));
}

/** Letters and digits mixed as no name mixes them. A UUID opens nothing. */
function looksRandom(name: string): boolean {
  if (name.length < SECRET_LENGTH || UUID.test(name)) return false;
  const changes = name.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  const words = name.match(/[a-z0-9]{16,}/gi) ?? [];
  return changes >= 6 || words.some((word) => /\d/.test(word) && /[a-z]/i.test(word));
}

/** Links in a text. They end where quoting and markup begin. */
export const linkPattern = /[a-z][a-z0-9+.-]{1,30}:\/\/[^\s<>"'\\]+/gi;

/** Parameters that open doors: vendor keys, signed handles, signatures of AWS, Azure and Google storage, tokens. */
const CREDENTIALS =
  'api[_-]?key|auth[_-]?key|access[_-]?token|token|companyid|signed[_-]?id|sig|signature|x-(?:amz|goog|ms)-[a-z-]+|' +
  String.raw`awsaccesskeyid|key-pair-id|policy|diagnosticreportid\w*|secret|password`;
const IN_QUERY = new RegExp(`[?&;#](?:${CREDENTIALS})=`, 'i');
/** In a link of the report itself `company` is a key of the vendor's; in anybody else's it is a company. */
const NAME = new RegExp(`^(?:${CREDENTIALS}|company)$`, 'i');

/** The vendor's pages that are its code lists: they may be named, as code systems, with or without a version. */
const CODE_LIST = /^https:\/\/legit\.health\/integration\/json-only\/codes\/[a-z-]+(?:\|\d[\d.]{0,30})?$/;

/** A host and its port have no more characters (RFC 1035, section 2.3.4). */
const MAX_HOST = 253 + ':65535'.length;

/** What is wrong with a link: it carries credentials, or leads to the vendor. */
export type LinkFault = 'credentials' | 'vendor';

/** Whether the parameter of this name is a credential. */
export function isCredential(name: string): boolean {
  return NAME.test(name);
}

/**
 * Why a link must not leave in a resource, which is copied for ever with everything in it. Translation takes out what this
 * finds, and the self-check refuses it.
 *
 * @param link as `linkPattern` finds it, or without its scheme; it may hold other links.
 * @returns null when it may leave.
 */
export function linkFault(link: string): LinkFault | null {
  if (link.includes('=') && IN_QUERY.test(link)) return 'credentials';
  const authorities = link.split('://').slice(1).map(authorityOf);
  if (authorities.some((authority) => authority.includes('@'))) return 'credentials';
  return authorities.some(isVendors) && !CODE_LIST.test(link) ? 'vendor' : null;
}

/**
 * The host of an authority, which may name a user before it and a port behind (RFC 3986, section 3.2).
 *
 * @returns in lower case, without the dot of the root and other punctuation behind it.
 */
export function hostOf(authority: string): string {
  const place = authority.slice(authority.lastIndexOf('@') + 1).slice(0, MAX_HOST);
  return place
    .replace(/[!-/:-@[-`{-~]+$/, '')
    .replace(/\.?:\d*$/, '')
    .toLowerCase();
}

function authorityOf(rest: string): string {
  const end = rest.search(/[/?#]/);
  return end === -1 ? rest : rest.slice(0, end);
}

function isVendors(authority: string): boolean {
  const host = hostOf(authority);
  return host === 'legit.health' || host.endsWith('.legit.health');
}

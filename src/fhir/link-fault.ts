/** Parameters that open doors: vendor keys, signed handles, signatures of AWS, Azure and Google storage, tokens. */
const CREDENTIALS =
  'api[_-]?key|auth[_-]?key|access[_-]?token|token|companyid|signed[_-]?id|sig|signature|x-(?:amz|goog|ms)-[a-z-]+|' +
  String.raw`awsaccesskeyid|key-pair-id|policy|diagnosticreportid\w*|secret|password`;
const IN_QUERY = new RegExp(`[?&;#](?:${CREDENTIALS})=`, 'i');
/** In a link of the report itself `company` is a key of the vendor's; in anybody else's it is a company. */
const NAME = new RegExp(`^(?:${CREDENTIALS}|company)$`, 'i');

/** The vendor's pages that are its code lists: they may be named, as code systems, with or without a version. */
const CODE_LIST = /^https:\/\/legit\.health\/integration\/json-only\/codes\/[a-z-]+(?:\|\d[\d.]{0,30})?$/;

/** A user before the host. */
const USER = /:\/\/[^/?#]*@/;

const VENDOR = /legit\.health/i;

/** A host and its port have no more characters (RFC 1035, section 2.3.4). */
const MAX_HOST = 253 + ':65535'.length;

const PUNCTUATION = /[!-/:-@[-`{-~]/;

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
 * @param link as `linksIn` finds it, or without its scheme; it may hold other links.
 * @returns null when it may leave.
 */
export function linkFault(link: string): LinkFault | null {
  if (link.includes('=') && IN_QUERY.test(link)) return 'credentials';
  if (link.includes('@') && USER.test(link)) return 'credentials';
  // A link may hold very many others, and few hold the vendor's name.
  const isVendor = VENDOR.test(link) && link.split('://').slice(1).map(authorityOf).some(isVendors);
  return isVendor && !CODE_LIST.test(link) ? 'vendor' : null;
}

/**
 * The host of an authority, which may name a user before it and a port behind (RFC 3986, section 3.2).
 *
 * @returns in lower case, without the dot of the root and other punctuation behind it.
 */
export function hostOf(authority: string): string {
  const place = authority.slice(authority.lastIndexOf('@') + 1).slice(0, MAX_HOST);
  let end = place.length;
  // Not a pattern that ends in `$`: it would be tried again at each of very many dots.
  while (PUNCTUATION.test(place.charAt(end - 1))) end -= 1;
  return place
    .slice(0, end)
    .replace(/\.?:\d*$/, '')
    .toLowerCase();
}

function authorityOf(rest: string): string {
  const end = rest.search(/[/?#]/);
  return end === -1 ? rest : rest.slice(0, end);
}

function isVendors(authority: string): boolean {
  if (!VENDOR.test(authority)) return false;
  const host = hostOf(authority);
  return host === 'legit.health' || host.endsWith('.legit.health');
}

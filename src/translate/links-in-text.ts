/** Query parameters that open a door: vendor keys, signed handles, object-store signatures, tokens. */
const CREDENTIAL =
  /[?&;#](api[_-]?key|auth[_-]?key|access[_-]?token|token|company(id)?|signed[_-]?id|sig|signature|x-(amz|goog|ms)-[a-z-]+|awsaccesskeyid|key-pair-id|policy|diagnosticreportid\w*|secret|password)=/i;

const LINK = /[a-z][a-z0-9+.-]{1,30}:\/\/[^\s<>"'\\]+/gi;

const REMOVED = '[link removed]';

/** Finds links that must not leave: with credentials, or to a host that the report itself fetches from. */
export type LinkFilter = (text: string) => string;

/**
 * Makes the filter of one report: free text may quote the very links that are kept back elsewhere.
 *
 * @param ownLinks the report's own URLs (viewer, PDF, media); their hosts are the vendor's.
 * @returns text → the same text, or with `[link removed]` in place of each such link.
 */
export function createLinkFilter(ownLinks: readonly (string | null)[]): LinkFilter {
  let hosts: ReadonlySet<string> | null = null;
  return (text) => {
    if (!text.includes('://')) return text;
    const vendorHosts = (hosts ??= new Set(
      ownLinks.flatMap((link) => (link === null ? [] : [hostOf(link)])),
    ));
    return text.replace(LINK, (link) => (isSecret(link, vendorHosts) ? REMOVED : link));
  };
}

function isSecret(link: string, vendorHosts: ReadonlySet<string>): boolean {
  const host = hostOf(link);
  const isVendor = vendorHosts.has(host) || host === 'legit.health' || host.endsWith('.legit.health');
  return isVendor || CREDENTIAL.test(link) || authorityOf(link).includes('@');
}

function authorityOf(link: string): string {
  return /^[^:]*:\/\/([^/?#]*)/.exec(link)?.[1] ?? '';
}

function hostOf(link: string): string {
  return authorityOf(link).replace(/^.*@/, '').replace(/:\d*$/, '').toLowerCase();
}

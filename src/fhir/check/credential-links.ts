import type { Visit } from './visit.js';

/** Query parameters that open a door: vendor keys, signed handles, object-store signatures, tokens. */
const CREDENTIAL =
  /[?&;#](api[_-]?key|auth[_-]?key|access[_-]?token|token|company(id)?|signed[_-]?id|sig|signature|x-(amz|goog|ms)-[a-z-]+|awsaccesskeyid|key-pair-id|policy|diagnosticreportid\w*|secret|password)=/i;

const LINK = /[a-z][a-z0-9+.-]{1,30}:\/\/[^\s<>"'\\]+/gi;

/** The vendor's hosts; only the pages that it documents as its code lists may be named, as code systems. */
const VENDOR_HOST = /^https?:\/\/([^/?#]*\.)?legit\.health(:\d+)?([/?#]|$)/i;
const CODE_LIST = /^https:\/\/legit\.health\/integration\/json-only\/codes\/[a-z-]+$/;

/** Reports links with credentials and links to the vendor in a text: a resource is copied for ever. */
export function checkLinksIn(text: string, visit: Visit): void {
  if (!text.includes('://')) return;
  for (const [link] of text.matchAll(LINK)) {
    if (CREDENTIAL.test(link) || hasUserInfo(link)) {
      visit.error('business-rule', 'A link carries credentials.');
    } else if (VENDOR_HOST.test(link) && !CODE_LIST.test(link)) {
      visit.error('business-rule', 'A link leads to the vendor.');
    }
  }
}

function hasUserInfo(link: string): boolean {
  return /^[^:]*:\/\/[^/?#]*@/.test(link);
}

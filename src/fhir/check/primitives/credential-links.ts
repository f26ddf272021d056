import { credentialQuery } from '../../credential-query.js';
import { problem, type Problem } from '../problem.js';

const USER_INFO = /^[^:]*:\/\/[^/?#]*@/;
const LINK = /[a-z][a-z0-9+.-]{1,30}:\/\/[^\s<>"'\\]+/gi;

/** The vendor's hosts; only the pages that it documents as its code lists may be named, as code systems. */
const VENDOR_HOST = /^https?:\/\/(?:[^/?#]*\.)?legit\.health(?::\d+)?(?:[/?#]|$)/i;
const CODE_LIST = /^https:\/\/legit\.health\/integration\/json-only\/codes\/[a-z-]+$/;

/** Without one of these a text holds neither: most need no closer look. */
const SUSPECT = /[?#@;&]|legit\.health/i;

const HAS_CREDENTIALS = problem('business-rule', 'A link carries credentials.');
const LEADS_TO_VENDOR = problem('business-rule', 'A link leads to the vendor.');

/**
 * What is wrong with the links in a text: credentials, or the vendor as the place they lead to. A resource is copied for
 * ever, and so is every link in it.
 */
export function linkProblem(text: string): Problem | null {
  if (!text.includes('://') || !SUSPECT.test(text)) return null;
  for (const [link] of text.matchAll(LINK)) {
    if (link.search(credentialQuery) !== -1 || USER_INFO.test(link)) return HAS_CREDENTIALS;
    if (VENDOR_HOST.test(link) && !CODE_LIST.test(link)) return LEADS_TO_VENDOR;
  }
  return null;
}

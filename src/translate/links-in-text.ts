import { linkFault } from '../fhir/link-fault.js';
import { linksIn } from '../fhir/links-in.js';
import { decoded } from './decoded.js';
import { createSecretSearch, type KeptBack } from './own-secrets.js';
import { isPlain } from './plain-text.js';

/** Whatever belongs together in a link or key; JSON writes a slash with a backslash before it. */
const PIECE = /(?:[A-Za-z0-9%+/_.~=&?#;:@!$*-]|\\{1,4}(?=\/)){6,}/g;

/** The vendor's hosts without a scheme before them; its bare domain is its name, too. */
const VENDOR = /\.legit\.health|legit\.health\.?[/:?#]|\/\/legit\.health/i;

const REMOVED = '[link removed]';

/** Finds links that must not leave, and pieces of the report's own ones. */
export type LinkFilter = (text: string) => string;

/**
 * Makes the filter of one report: free text may quote the very links that are kept back elsewhere, whole or in part, with
 * or without escapes, glued to other characters.
 *
 * @param keptBack asked once, when the first text that is not plain needs it.
 * @returns text → the same text, or with `[link removed]` in place of each such piece. What is left passes the self-check.
 */
export function createLinkFilter(keptBack: () => KeptBack): LinkFilter {
  let search: Search | null = null;
  return (text) => {
    const opensDoors = (piece: string): boolean =>
      !isPlain(piece) && (search ??= searchFor(keptBack()))(piece);
    return withoutBadLinks(text.replace(PIECE, (piece) => (opensDoors(piece) ? REMOVED : piece)));
  };
}

type Search = (piece: string) => boolean;

function searchFor(keptBack: KeptBack): Search {
  const holdsSecret = createSecretSearch(keptBack);
  const opens = (piece: string): boolean => isBad(piece) || VENDOR.test(piece) || holdsSecret(piece);
  return (piece) => {
    const unescaped = piece.includes('\\') ? piece.replaceAll('\\', '') : piece;
    const plain = decoded(unescaped);
    return opens(unescaped) || (plain !== unescaped && opens(plain));
  };
}

function withoutBadLinks(text: string): string {
  let left = '';
  let from = 0;
  for (const { start, end } of linksIn(text)) {
    if (!isBad(text.slice(start, end))) continue;
    left += text.slice(from, start) + REMOVED;
    from = end;
  }
  return left + text.slice(from);
}

function isBad(link: string): boolean {
  return linkFault(link) !== null;
}

import { CANARY } from './secret.js';
import { QUOTED_LINK } from './text.js';

/**
 * Puts the report's own links, whole and in pieces, where free text quotes one.
 *
 * @param report is not changed.
 */
export function quoteLinks<T>(report: T): T {
  const links = linksIn(report);
  const plain = JSON.stringify(report);
  // Any number will do, as long as the same report gives the same one.
  let next = plain.length;
  const quote = (): string => {
    const link = links[next % Math.max(links.length, 1)] ?? 'no link';
    return PIECES[next++ % PIECES.length]?.(link) ?? link;
  };
  const text = plain.replaceAll(QUOTED_LINK, () => JSON.stringify(quote()).slice(1, -1));
  return JSON.parse(text) as T;
}

/** How people quote a link: whole, without its scheme, its last parameter alone, inside another link. */
const PIECES: readonly ((link: string) => string)[] = [
  (link) => link,
  (link) => `(see ${link}).`,
  (link) => link.replace('https://', ''),
  (link) => link.split('=').at(-1)?.replace(/%3D$/, '') ?? link,
  (link) => `https://example.org/go?to=${encodeURIComponent(link)}`,
];

const OWN = new RegExp(`^https://\\S*${CANARY}\\S*$`);

function linksIn(value: unknown): string[] {
  if (typeof value === 'string') return OWN.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(linksIn);
}

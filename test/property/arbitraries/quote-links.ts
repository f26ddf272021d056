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

/** How people and programs quote a link: whole, in pieces, with escapes, glued to something, beside quotes and markup. */
const PIECES: readonly ((link: string) => string)[] = [
  (link) => link,
  (link) => `(see ${link}).`,
  (link) => link.replace('https://', ''),
  (link) => link.replace('https:', ''),
  (link) => link.replace(/(\.example)/, '$1.'),
  (link) => link.replaceAll('/', '\\/'),
  (link) => encodeURIComponent(link),
  (link) => encodeURIComponent(encodeURIComponent(link)),
  (link) => `100%:${encodeURIComponent(link)}`,
  (link) => `https://example.org/go?to=${encodeURIComponent(link)}`,
  (link) => keyIn(link),
  (link) => `-${keyIn(link)}-`,
  (link) => `x${keyIn(link)}/`,
  (link) => `键${keyIn(link)}.pdf`,
  (link) => `https://a.example/"token=${keyIn(link)}`,
  (link) => `<a href="https://a.example"title="${keyIn(link)}"sig=1>`,
  (link) => `{"site":"https://a.example","mail":"${link}@b.c"}`,
  (link) => `https://a.example/<b;sig=1 '${link}'`,
  (link) => `https://legit.health\\/integration/json-only/codes/x ${link}`,
  () => "https://a.example/'token=1",
  () => 'https://a.example"x@b',
  () => 'ab://https://legit.health.',
];

/** A key of the link, or its host when it has none. */
function keyIn(link: string): string {
  return link.match(KEY)?.at(-1) ?? link.split('/')[2] ?? link;
}

const KEY = new RegExp(`${CANARY}[A-Za-z0-9]{24}`, 'g');
const OWN = new RegExp(`^https://\\S*${CANARY}\\S*$`);

function linksIn(value: unknown): string[] {
  if (typeof value === 'string') return OWN.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(linksIn);
}

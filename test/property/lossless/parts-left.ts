/** What translation writes where it takes a link out of a text. */
const REMOVED = '[link removed]';

/** Something of a link: a slash, an equals sign, an escape, a dot within; or a word as long as keys are. */
const LINK_SHAPED = /[/=%\\]|\w\.\w|[A-Za-z0-9]{16}/;

/**
 * What is right of a text that may have held links.
 *
 * @param text as it should be without them.
 * @param restored what came back.
 * @returns what came back, if it is the text with link-shaped pieces of it, and nothing else, marked as taken out; otherwise the text.
 */
export function partsLeft(text: string, restored: unknown): string {
  if (typeof restored !== 'string' || !restored.includes(REMOVED)) return text;
  const kept = restored.split(REMOVED).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const found = new RegExp(`^${kept.join(String.raw`(\S+?)`)}$`, 'u').exec(text);
  return found?.slice(1).every(mayHoldLink) === true ? restored : text;
}

export function mayHoldLink(text: string): boolean {
  return LINK_SHAPED.test(text);
}

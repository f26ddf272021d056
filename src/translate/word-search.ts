/** How many characters a word may be made of: those of ASCII. */
const ALPHABET = 128;

/**
 * Finds words wherever they stand in a text, glued to others or not. However many words there are, however alike, and
 * whatever the text repeats: each of its characters is looked at once (Aho and Corasick, Communications of the ACM 18(6),
 * 1975).
 *
 * @param words in lower case; those with characters beyond ASCII are not searched for.
 * @returns text in lower case → whether it holds one.
 */
export function createWordSearch(words: readonly string[]): (text: string) => boolean {
  const states = new States();
  // All words grow by one character at a time, because a state falls back to shorter ones.
  let growing = words.filter(isAscii).map((word) => ({ word, state: ROOT }));
  for (let length = 0; growing.length > 0; length++) {
    for (const one of growing) one.state = states.grow(one.state, one.word.charCodeAt(length));
    for (const { word, state } of growing) if (word.length === length + 1) states.isEnd[state] = true;
    growing = growing.filter(({ state }) => !states.isEnd[state]);
  }
  return (text) => states.leadToEnd(text);
}

const ROOT = 0;

/** A state is how much of which words was just read: the longest beginning of one that the text now ends with. */
class States {
  /** Whether a word was read whole. */
  readonly isEnd = [false];
  /** The next longest beginning that the text ends with, too. */
  private readonly shorter = [ROOT];
  private readonly following = new Map<number, number>();
  private readonly first = new Int32Array(ALPHABET);

  /** The state behind one more character, made when it is new. */
  grow(state: number, code: number): number {
    const place = state * ALPHABET + code;
    const known = this.following.get(place);
    if (known !== undefined) return known;
    const made = this.isEnd.length;
    const shorter = state === ROOT ? ROOT : this.step(this.shorter[state] ?? ROOT, code);
    this.isEnd.push(this.isEnd[shorter] ?? false);
    this.shorter.push(shorter);
    this.following.set(place, made);
    if (state === ROOT) this.first[code] = made;
    return made;
  }

  leadToEnd(text: string): boolean {
    let state = ROOT;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      state = code < ALPHABET ? this.step(state, code) : ROOT;
      if (this.isEnd[state] === true) return true;
    }
    return false;
  }

  private step(from: number, code: number): number {
    for (let state = from; state !== ROOT; state = this.shorter[state] ?? ROOT) {
      const next = this.following.get(state * ALPHABET + code);
      if (next !== undefined) return next;
    }
    return this.first[code] ?? ROOT;
  }
}

function isAscii(word: string): boolean {
  return /^[\0-\x7f]+$/.test(word);
}

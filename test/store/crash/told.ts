import type { Store } from '../../../src/store/store.js';

/** What a process said of a report. */
interface Fate {
  /** Versions that it said to have stored; 0: none. */
  saved: number;
  /** Versions that it may have stored. */
  tried: number;
  erased: boolean;
  triedToErase: boolean;
}

/** Everything that processes said before they were killed. */
export class Told {
  acknowledged = 0;
  readonly #fates = new Map<string, Fate>();
  #rest = '';

  /** @param text whole lines and pieces of lines, as they come. */
  hear(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#hearLine(line);
  }

  /** What is said next is said by another process. */
  endOfLife(): void {
    this.#rest = '';
  }

  /** What is not as it was told. */
  async broken(store: Store): Promise<string[]> {
    const problems: string[] = [];
    for (const [id, fate] of this.#fates) {
      const found = await store.read('default', 'Observation', `${id}-a`, []);
      if (!isPossible(fate, found))
        problems.push(`${id}: ${JSON.stringify(fate)}, found ${JSON.stringify(found)}`);
    }
    return problems;
  }

  #hearLine(line: string): void {
    const [sign, what, id = '', version] = line.split(' ');
    const fate = this.#fates.get(id) ?? { saved: 0, tried: 0, erased: false, triedToErase: false };
    this.#fates.set(id, fate);
    if (what === 'erase') fate[sign === '!' ? 'erased' : 'triedToErase'] = true;
    else fate[sign === '!' ? 'saved' : 'tried'] = Number(version);
    if (sign === '!') this.acknowledged += 1;
  }
}

function isPossible(
  { saved, tried, erased, triedToErase }: Fate,
  found: Awaited<ReturnType<Store['read']>>,
): boolean {
  if (found === null) return saved === 0;
  if ('erasedAt' in found) return triedToErase;
  const version = Number(/"text":"a(\d+)"/.exec(found.json)?.[1]);
  return !erased && version >= saved && version <= tried;
}

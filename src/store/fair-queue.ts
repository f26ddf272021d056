import { OutcomeError } from '../fhir/outcome.js';

/** For whom something is done. */
export interface Asker {
  /** Name of who asks: all who ask get their turns, however much one of them asks for. */
  readonly client: string;
  /** Aborts when the answer is not wanted any more. */
  readonly signal?: AbortSignal;
}

/**
 * Does a piece of work when it is its turn.
 *
 * @returns what the work gives; it fails with the signal's reason when that aborts before the work begins, and with OutcomeError
 *   503 when too much of the same client waits already.
 */
export type FairQueue = <T>(asker: Asker, work: () => T | Promise<T>) => Promise<T>;

/**
 * Makes a queue in which clients take turns, each with what it asked for first.
 *
 * @param places how much may be under way at the same time.
 * @param maxWaiting how much of one client may wait.
 * @param what the work is, in the plural, for the refusal.
 */
export function createFairQueue(places: number, maxWaiting: number, what = 'searches'): FairQueue {
  /** What waits to be begun, the client first whose turn it is. */
  const waiting = new Map<string, Set<() => void>>();
  let free = places;

  function goOn(): void {
    while (free > 0) {
      const [next] = waiting;
      if (next === undefined) return;
      const [client, own] = next;
      const [begin] = own;
      waiting.delete(client);
      if (begin === undefined) continue;
      own.delete(begin);
      // Behind the others, with what it has left.
      if (own.size > 0) waiting.set(client, own);
      free -= 1;
      begin();
    }
  }

  return async ({ client, signal }, work) => {
    signal?.throwIfAborted();
    const own = waiting.get(client) ?? new Set();
    if (own.size >= maxWaiting) throw tooMany(what);
    waiting.set(client, own);
    const turn = turnIn(own, signal);
    goOn();
    await turn;
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      free += 1;
      goOn();
    }
  };
}

/** Waits until what is put into the set is called; it fails at once when the signal aborts before. */
async function turnIn(own: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  const hasTurn = await new Promise<boolean>((resolve) => {
    const begin = (): void => {
      signal?.removeEventListener('abort', leave);
      resolve(true);
    };
    const leave = (): void => {
      own.delete(begin);
      resolve(false);
    };
    signal?.addEventListener('abort', leave, { once: true });
    own.add(begin);
  });
  if (!hasTurn) signal?.throwIfAborted();
}

function tooMany(what: string): OutcomeError {
  return new OutcomeError('unavailable', `Too many ${what} of this client wait. Try again later.`, {
    code: 'throttled',
    kind: `too-many-${what}`,
    headers: { 'Retry-After': '5' },
  });
}

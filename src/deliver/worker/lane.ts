import type { ClaimedDelivery } from '../../store/outbox/delivery.js';
import type { DeliveryQueue } from '../../store/outbox/outbox.js';
import type { AttemptEnd, Pace } from './pace.js';
import { startTimer, type StartTimer } from './timer.js';

/** Where a lane's work comes from. */
type Queue<Claim> = Pick<DeliveryQueue, 'nextDueMs'> & {
  claim: (
    destination: string,
    owner: string,
    nowMs: number,
    leaseMs: number,
    limit: number,
    underWay: readonly Claim[],
  ) => Promise<readonly Claim[]>;
};

/** What a lane takes. Times in ms since the epoch. */
export interface LaneDependencies<Claim = ClaimedDelivery> {
  /** Name of the destination. */
  readonly destination: string;
  readonly queue: Queue<Claim>;
  readonly pace: Pace;
  /**
   * Sends one; it throws only when the store fails.
   *
   * @param answered may be called as soon as it is known how it ended: another one may begin while that is written down.
   */
  readonly attempt: (
    claim: Claim,
    stopping: AbortSignal,
    answered: (outcome: AttemptEnd) => void,
  ) => Promise<AttemptEnd>;
  readonly owner: string;
  readonly leaseMs: number;
  readonly nowMs: () => number;
  /** Of the pace: a clock that nobody sets, in ms. */
  readonly monotonicMs: () => number;
  /** Of these clocks; the real one unless told. */
  readonly startTimer?: StartTimer;
  /** Called with what no attempt survives. */
  readonly onError: (error: unknown) => void;
}

/** One destination's deliveries, sent one beside the other as its pace allows. No lane waits for another. */
export interface Lane {
  /** Something may be due. */
  readonly wake: () => void;
  /** Claims no more, and resolves when nothing is under way. @param graceMs then what is under way is ended. */
  readonly stop: (graceMs: number) => Promise<void>;
}

/**
 * Other processes enqueue too, and tell nobody: PostgreSQL gives notifications in the order of the commits that made them
 * (https://www.postgresql.org/docs/current/sql-notify.html), and so lets those end one after the other. That would cost more than this.
 */
const LOOK_EVERY_MS = 1_000;
/** After an error of the store. */
const ERROR_PAUSE_MS = 1_000;

/** Starts at once. */
export function startLane<Claim = ClaimedDelivery>(dependencies: LaneDependencies<Claim>): Lane {
  /** Ends claiming. */
  const closing = new AbortController();
  /** Ends what is under way. */
  const ending = new AbortController();
  const work: Work<Claim> = { sending: 0, underWay: new Map() };
  const bell = createBell(dependencies.startTimer ?? startTimer);
  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const waitMs = await turn(dependencies, work, bell.ring, ending.signal).catch((error: unknown) => {
        dependencies.onError(error);
        return ERROR_PAUSE_MS;
      });
      if (waitMs > 0) await bell.wait(waitMs);
    }
  };
  const running = run();
  const stop = async (graceMs: number): Promise<void> => {
    closing.abort();
    bell.ring();
    const timer = setTimeout(() => {
      ending.abort();
    }, graceMs);
    await running;
    await Promise.all(work.underWay.values());
    clearTimeout(timer);
  };
  return { wake: bell.ring, stop };
}

/** What has begun. */
interface Work<Claim> {
  /** Of how many it is not known yet how they end. */
  sending: number;
  /** These, and those whose end is being written down. */
  readonly underWay: Map<Claim, Promise<void>>;
}

/** Claims what may be begun now and begins it. @returns how long there is nothing to do, in ms; 0 when there may be more. */
async function turn<Claim>(
  dependencies: LaneDependencies<Claim>,
  work: Work<Claim>,
  onChange: () => void,
  signal: AbortSignal,
): Promise<number> {
  const { destination, queue, pace, owner, leaseMs, nowMs, monotonicMs } = dependencies;
  const free = pace.free(work.sending, monotonicMs());
  if (free <= 0) return untilMs(pace.nextMs(work.sending, monotonicMs()), monotonicMs());
  const askedMs = nowMs();
  const claims = await queue.claim(destination, owner, askedMs, leaseMs, free, [...work.underWay.keys()]);
  pace.begin(claims.length, monotonicMs());
  for (const claim of claims) {
    work.sending += 1;
    const one = sent(claim, dependencies, signal, () => {
      work.sending -= 1;
      onChange();
    }).finally(() => {
      work.underWay.delete(claim);
      onChange();
    });
    work.underWay.set(claim, one);
  }
  if (claims.length === free) return 0;
  const dueMs = await queue.nextDueMs(destination);
  // What was due and was not given is kept back: the destination is paused, held or throttled, maybe for days.
  const isClosed = claims.length === 0 && dueMs !== null && dueMs <= askedMs;
  return isClosed ? LOOK_EVERY_MS : untilMs(dueMs, nowMs());
}

/** @param onAnswered called once, when it is known how it ended. */
async function sent<Claim>(
  claim: Claim,
  { attempt, pace, monotonicMs, onError }: LaneDependencies<Claim>,
  signal: AbortSignal,
  onAnswered: () => void,
): Promise<void> {
  let isAnswered = false;
  const answered = (outcome: AttemptEnd): void => {
    if (isAnswered) return;
    isAnswered = true;
    pace.end(outcome, monotonicMs());
    onAnswered();
  };
  try {
    answered(await attempt(claim, signal, answered));
  } catch (error) {
    // Its lease ends by itself, and somebody claims it again.
    answered(null);
    onError(error);
  }
}

function untilMs(dueMs: number | null, nowMs: number): number {
  return Math.min(Math.max((dueMs ?? Infinity) - nowMs, 1), LOOK_EVERY_MS);
}

/** Waits for a time or for a ring, whichever comes first; a ring while nobody waits is kept. */
function createBell(start: StartTimer): {
  readonly ring: () => void;
  readonly wait: (ms: number) => Promise<void>;
} {
  let isRung = false;
  let wakeUp: (() => void) | null = null;
  return {
    ring: () => {
      isRung = true;
      wakeUp?.();
    },
    wait: async (ms) => {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const cancel = start(resolve, ms);
          wakeUp = () => {
            cancel();
            resolve();
          };
        });
        wakeUp = null;
      }
      isRung = false;
    },
  };
}

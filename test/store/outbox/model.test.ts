import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contentHashOf } from '../../../src/store/outbox/content-hash-of.js';
import type { ClaimedDelivery, Verdict } from '../../../src/store/outbox/delivery.js';
import { engines } from '../engines.js';
import { attempt, openOutbox, TENANT, type OpenOutbox } from './open-outbox.js';

const REPORTS = ['r', 's'];
const DESTINATIONS = ['a', 'b'];
const WORKERS = ['w1', 'w2'];
const LEASE = 1000;

/** What may happen. `held` chooses one of the claims that some worker still believes to have. */
type Step =
  | { readonly do: 'save'; readonly report: string; readonly content: string; readonly always: boolean }
  | { readonly do: 'claim'; readonly destination: string; readonly worker: string; readonly limit: number }
  | { readonly do: 'send'; readonly held: number; readonly end: End }
  | { readonly do: 'extend' | 'release' | 'crash'; readonly held: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'erase'; readonly report: string }
  | { readonly do: 'retry'; readonly destination: string };

/** `unknown`: the receiver applied it, and the worker does not know. */
type End = 'delivered' | 'failed' | 'unknown' | 'refused';

const held = fc.nat(5);
const report = fc.constantFrom(...REPORTS);
const destination = fc.constantFrom(...DESTINATIONS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      report,
      content: fc.constantFrom('one', 'two', 'three'),
      always: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      destination,
      worker: fc.constantFrom(...WORKERS),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      held,
      end: fc.constantFrom<End>('delivered', 'failed', 'unknown', 'refused'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('extend' as const, 'release' as const, 'crash' as const),
      held,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 600, LEASE) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const), destination }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), report }) },
);

/** A claim as its worker sees it. */
interface Held {
  readonly claimed: ClaimedDelivery;
  leaseEnd: number;
}

/** The rules, written as simply as they can be: what was wanted, what arrived, and who may be sending. */
class Model {
  readonly wanted = new Map<string, string>();
  readonly erased = new Set<string>();
  readonly received = new Map<string, string>();
  /** Lanes whose last content the receiver refused. */
  readonly refused = new Map<string, string>();
  readonly newest = new Map<string, number>();
  held: Held[] = [];
  /** Claims of workers that are gone. */
  readonly crashed: Held[] = [];

  constructor(readonly open: OpenOutbox) {}

  async take(next: Step): Promise<void> {
    switch (next.do) {
      case 'save':
        return this.save(next.report, next.content, next.always);
      case 'claim':
        return this.claim(next.destination, next.worker, next.limit);
      case 'pass':
        this.open.now += next.ms;
        return;
      case 'erase':
        await this.open.store.eraseReport(TENANT, next.report, { client: 'tester', reason: 'request' });
        if (this.wanted.has(next.report)) this.erased.add(next.report);
        return;
      case 'retry':
        return this.retry(next.destination);
      default:
        return this.withHeld(next);
    }
  }

  async save(name: string, content: string, always: boolean): Promise<void> {
    if (this.erased.has(name)) return;
    await this.open.save(name, content, { deliverTo: DESTINATIONS, always });
    if (always || this.wanted.get(name) !== content)
      for (const one of DESTINATIONS) this.refused.delete(`${one} ${name}`);
    this.wanted.set(name, content);
  }

  async claim(name: string, worker: string, limit: number): Promise<void> {
    const claimed = await this.open.outbox.queue.claim(name, worker, this.open.now, LEASE, limit);
    expect(claimed.length).toBeLessThanOrEqual(limit);
    for (const one of claimed) {
      const lane = laneOf(one);
      expect(this.erased).not.toContain(one.reportId);
      // Never two at a time, and never an older one after a newer one.
      const others = [...this.held, ...this.crashed].filter((other) => laneOf(other.claimed) === lane);
      expect(others.filter(({ leaseEnd }) => leaseEnd > this.open.now)).toEqual([]);
      expect(one.version).toBeGreaterThanOrEqual(this.newest.get(lane) ?? 0);
      this.newest.set(lane, one.version);
      this.held.push({ claimed: one, leaseEnd: this.open.now + LEASE });
    }
  }

  async retry(name: string): Promise<void> {
    const { deliveries } = this.open.outbox;
    const page = await deliveries.list(TENANT, { destination: name, states: ['dead'] }, 10);
    for (const { id } of page.deliveries) {
      const dead = await deliveries.read(TENANT, id);
      const retried = await deliveries.retry(TENANT, id, 'operator', this.open.now);
      if (retried === 'retried' && dead !== null) this.refused.delete(laneOf(dead));
    }
  }

  async withHeld(next: Extract<Step, { held: number }>): Promise<void> {
    const one = this.held[next.held % Math.max(this.held.length, 1)];
    if (one === undefined) return;
    const { queue } = this.open.outbox;
    const { now } = this.open;
    if (next.do === 'extend') {
      const isStillOurs = await queue.extend(one.claimed, now, LEASE);
      if (isStillOurs) one.leaseEnd = now + LEASE;
      return;
    }
    // A worker that keeps its promise sends nothing after its lease.
    this.held = this.held.filter((other) => other !== one);
    if (one.leaseEnd <= now) return;
    if (next.do === 'release') await queue.release(one.claimed, now);
    if (next.do === 'crash') this.crashed.push(one);
    if (next.do === 'send') await this.send(one.claimed, next.end);
  }

  /** Reads the report as it is now, which may be newer than what was claimed. */
  async send(claimed: ClaimedDelivery, end: End): Promise<void> {
    const lane = laneOf(claimed);
    const versions = await this.open.store.readReport(TENANT, claimed.reportId, ['en']);
    if (versions === null || 'erasedAt' in versions) return;
    const contentHash = contentHashOf(versions);
    const content = this.wanted.get(claimed.reportId) ?? '';
    if (end === 'delivered' || end === 'unknown') this.received.set(lane, content);
    const isDone = await this.open.outbox.queue.finish(
      claimed,
      verdictOf(end, contentHash, this.open.now),
      this.open.now,
    );
    expect(isDone).toBe(true);
    // What it refused was this content only if nothing newer waits.
    if (end === 'refused' && contentHash === claimed.contentHash) this.refused.set(lane, content);
    if (end === 'delivered') this.refused.delete(lane);
  }

  /** Everybody who sends dies; others deliver whatever is left. */
  async drain(): Promise<void> {
    this.open.now += 10 * LEASE;
    this.held = [];
    for (const name of DESTINATIONS) {
      for (let round = 0; round < 20 && (await this.open.outbox.queue.nextDueMs(name)) !== null; round += 1) {
        await this.claim(name, 'last', 10);
        for (const one of this.held.splice(0)) await this.send(one.claimed, 'delivered');
      }
      expect(await this.open.outbox.queue.nextDueMs(name)).toBeNull();
    }
  }

  expectNothingLost(): void {
    for (const [name, content] of this.wanted) {
      if (this.erased.has(name)) continue;
      for (const lane of DESTINATIONS.map((one) => `${one} ${name}`)) {
        const isRefused = this.refused.get(lane) === content;
        if (!isRefused) expect([lane, this.received.get(lane)]).toEqual([lane, content]);
      }
    }
  }
}

function laneOf({ destination: name, reportId }: Pick<ClaimedDelivery, 'destination' | 'reportId'>): string {
  return `${name} ${reportId}`;
}

function verdictOf(end: End, contentHash: string, now: number): Verdict {
  if (end === 'delivered') return { kind: 'delivered', contentHash, attempt: attempt('delivered') };
  if (end === 'refused') return { kind: 'dead', attempt: attempt('rejected') };
  return {
    kind: 'retry',
    dueMs: now + 100,
    attempt: attempt(end === 'failed' ? 'transient' : 'unverifiable'),
  };
}

describe.each(engines.filter(([name]) => name !== 'SQLite in a file'))('an outbox: %s', (name, create) => {
  test('loses nothing, sends one at a time and nothing old after something new, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const empty = await create();
        const model = new Model(await openOutbox(empty));
        for (const next of steps) await model.take(next);
        await model.drain();
        model.expectNothingLost();
        await empty.dispose();
      }),
      { numRuns: name === 'PostgreSQL' ? 10 : 150 },
    );
  });
});

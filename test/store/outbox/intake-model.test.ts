import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClaimedIntake } from '../../../src/store/outbox/intake.js';
import { engines } from '../engines.js';
import { smallReport } from '../stored-report.js';
import { openOutbox, TENANT, type OpenOutbox } from './open-outbox.js';
import { PROPERTY_SEED, scaled } from '../../property/assert-property.js';

const REPORTS = ['r', 's'] as const;
const WORKERS = ['w1', 'w2'] as const;
const LEASE = 1000;

/** What may happen. `held` chooses one of the claims that some worker still believes to have. */
type Step =
  | { readonly do: 'ask'; readonly report: string; readonly key: string | null }
  | { readonly do: 'claim'; readonly worker: string; readonly limit: number }
  | WithHeld
  | { readonly do: 'change' | 'erase'; readonly report: string }
  | { readonly do: 'abandon'; readonly worker: string }
  | { readonly do: 'pass'; readonly ms: number };

type WithHeld =
  | { readonly do: 'end'; readonly held: number; readonly how: 'store' | 'retry' | 'fail' | 'release' }
  | { readonly do: 'extend'; readonly held: number }
  | { readonly do: 'crash'; readonly held: number };

const held = fc.nat(5);
const report = fc.constantFrom(...REPORTS);
const worker = fc.constantFrom(...WORKERS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      report,
      key: fc.constantFrom(null, 'k', 'l'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      worker,
      limit: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      held,
      how: fc.constantFrom('store' as const, 'retry' as const, 'fail' as const, 'release' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('extend' as const), held }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), held }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), report }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), report }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('abandon' as const), worker }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 600, LEASE) }),
  },
);

/** A claim as its worker sees it: what the vendor had when it began, and whether it still sends. */
interface Held {
  readonly claimed: ClaimedIntake;
  readonly report: string;
  readonly seen: number;
  leaseEnd: number;
}

/** The rules, as simply as they can be: what was asked for, what the vendor had then, and who fetches it. */
class Model {
  /** What the vendor has: it counts its changes. */
  readonly vendor = new Map<string, number>();
  readonly keys = new Map<string, { readonly report: string; readonly id: string }>();
  /** Intakes that have not failed: what they are to bring at least. */
  readonly owed = new Map<string, { readonly report: string; readonly atLeast: number }>();
  readonly stored = new Map<string, number>();
  readonly erased = new Set<string>();
  held: Held[] = [];
  gone: Held[] = [];

  constructor(readonly open: OpenOutbox) {}

  take(next: Step): Promise<void> {
    switch (next.do) {
      case 'ask':
        return this.ask(next.report, next.key);
      case 'claim':
        return this.claim(next.worker, next.limit);
      case 'change':
        this.vendor.set(next.report, this.now(next.report) + 1);
        return Promise.resolve();
      case 'pass':
        this.open.now += next.ms;
        return Promise.resolve();
      case 'erase':
        return this.erase(next.report);
      case 'abandon':
        return this.abandon(next.worker);
      default:
        return this.withHeld(next);
    }
  }

  now(name: string): number {
    return this.vendor.get(name) ?? 0;
  }

  async ask(name: string, key: string | null): Promise<void> {
    const idempotency = key === null ? null : { key, bodyHash: name };
    const asked = { handle: `handle-of-${name}`, locale: null, destinations: ['a'], always: false };
    const accepted = await this.open.outbox.intakes.accept(TENANT, { ...asked, idempotency }, this.open.now);
    const before = key === null ? undefined : this.keys.get(key);
    expect(accepted.kind === 'other-body').toBe(before !== undefined && before.report !== name);
    if (accepted.kind === 'other-body') return;
    const { id } = accepted.intake;
    if (before !== undefined) {
      expect(accepted).toMatchObject({ kind: 'repeated', intake: { id: before.id } });
      return;
    }
    if (key !== null) this.keys.set(key, { report: name, id });
    // Nobody is fetching it yet: whatever the vendor has now will be in it.
    expect(accepted.intake.state).toBe('waiting');
    this.owed.set(id, { report: name, atLeast: this.now(name) });
  }

  async claim(owner: string, limit: number): Promise<void> {
    const all = await this.open.outbox.intakes.claim(owner, this.open.now, LEASE, limit);
    expect(all.length).toBeLessThanOrEqual(limit);
    for (const claimed of all) {
      const name = claimed.handle.replace('handle-of-', '');
      // Of one report one at a time, or the older of two would be stored last.
      const others = [...this.held, ...this.gone].filter(
        (one) => one.report === name && this.owed.has(one.claimed.id),
      );
      expect(others.filter(({ leaseEnd }) => leaseEnd > this.open.now)).toEqual([]);
      expect(this.owed.get(claimed.id)?.report).toBe(name);
      this.held.push({ claimed, report: name, seen: this.now(name), leaseEnd: this.open.now + LEASE });
    }
  }

  async withHeld(next: WithHeld): Promise<void> {
    const one = this.held[next.held % Math.max(this.held.length, 1)];
    if (one === undefined) return;
    const isOurs = one.leaseEnd > this.open.now && this.owed.has(one.claimed.id);
    if (next.do === 'extend') {
      const { intakes } = this.open.outbox;
      // A lease that has ended is still there until another takes it.
      const isExtended = await intakes.extend(one.claimed, this.open.now, LEASE);
      if (isOurs) expect(isExtended).toBe(true);
      if (isExtended) one.leaseEnd = this.open.now + LEASE;
      return;
    }
    this.held = this.held.filter((other) => other !== one);
    if (next.do === 'crash') this.gone.push(one);
    else if (next.how === 'store') await this.store(one);
    else await this.giveUp(one, next.how, isOurs);
  }

  async giveUp({ claimed }: Held, how: 'retry' | 'fail' | 'release', isOurs: boolean): Promise<void> {
    const { intakes } = this.open.outbox;
    const { now } = this.open;
    const isDone = await (how === 'retry'
      ? intakes.retry(claimed, 'vendor-busy', now + 100, now)
      : how === 'fail'
        ? intakes.fail(claimed, 'not-found', now)
        : intakes.release(claimed, now));
    if (isOurs) expect(isDone).toBe(true);
    if (isDone && how === 'fail') this.owed.delete(claimed.id);
  }

  /** A worker that keeps its promise stores nothing after its lease. */
  async store({ claimed, report: name, seen, leaseEnd }: Held): Promise<void> {
    if (leaseEnd <= this.open.now) return;
    const brought = smallReport(name, { a: `${name} ${seen}` });
    const saved = await this.open.store.saveReport(TENANT, brought, { deliverTo: ['a'], intake: claimed });
    expect('erasedAt' in saved).toBe(this.erased.has(name));
    if (this.erased.has(name)) this.owed.delete(claimed.id);
    else this.stored.set(name, seen);
  }

  async erase(name: string): Promise<void> {
    const cause = { client: 'tester', reason: 'request' } as const;
    if (!(await this.open.store.eraseReport(TENANT, name, cause))) return;
    this.erased.add(name);
    for (const [id, owed] of this.owed) if (owed.report === name) this.owed.delete(id);
  }

  async abandon(owner: string): Promise<void> {
    await this.open.outbox.housekeeping.abandon(owner, this.open.now);
    for (const one of [...this.held, ...this.gone]) if (one.claimed.owner === owner) one.leaseEnd = 0;
  }
  /** Everybody dies, and others fetch what is left. */
  async drain(): Promise<void> {
    this.open.now += LEASE;
    this.held = [];
    for (let round = 0; round < 100; round += 1) {
      const due = await this.open.outbox.intakes.nextDueMs();
      if (due === null) return;
      this.open.now = Math.max(this.open.now, due);
      await this.claim('last', 10);
      for (const one of this.held.splice(0)) await this.store(one);
    }
    throw new Error('it never ends');
  }

  async expectNothingLost(): Promise<void> {
    for (const [id, { report: name, atLeast }] of this.owed) {
      const intake = await this.open.outbox.intakes.read(TENANT, id);
      expect(intake).toMatchObject({ state: 'done', reportId: name });
      expect(this.stored.get(name)).toBeGreaterThanOrEqual(atLeast);
      for (const deliveryId of intake?.deliveryIds ?? [])
        expect(await this.open.outbox.deliveries.read(TENANT, deliveryId)).toMatchObject({ reportId: name });
      expect(intake?.deliveryIds).toHaveLength(1);
    }
    const rows = await this.open.database.all('select state, handle from intake');
    expect(rows.filter(({ handle }) => handle !== null)).toEqual([]);
    expect(rows.filter(({ state }) => state === 'done').length).toBeGreaterThanOrEqual(this.owed.size);
  }
}

describe.each(engines.filter(([name]) => name !== 'SQLite in a file'))('intakes: %s', (name, create) => {
  test('are all done with what the vendor had when they were asked for, one at a time, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 50, size: 'max' }), async (steps) => {
        const empty = await create();
        const model = new Model(await openOutbox(empty));
        for (const next of steps) await model.take(next);
        await model.drain();
        await model.expectNothingLost();
        await empty.dispose();
      }),
      // On PostgreSQL each run makes a database.
      name === 'PostgreSQL'
        ? { seed: PROPERTY_SEED, numRuns: 10, endOnFailure: true }
        : { seed: PROPERTY_SEED, numRuns: scaled(100) },
    );
  });
});

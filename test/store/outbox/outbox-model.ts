import { expect } from '@jest/globals';
import { contentOf } from '../../../src/store/outbox/content-of.js';
import type { ClaimedDelivery, Verdict } from '../../../src/store/outbox/delivery.js';
import { DESTINATIONS, LEASE, type End, type OpenOrClose, type Step, type WithDead } from './model-step.js';
import { attempt, TENANT, type OpenOutbox } from './open-outbox.js';

const OPERATOR = 'operator';

/** A claim as its worker sees it. */
interface Held {
  readonly claimed: ClaimedDelivery;
  leaseEnd: number;
}

/** The rules, written as simply as they can be: what was wanted, what arrived, and who may be sending. */
export class Model {
  readonly wanted = new Map<string, string>();
  readonly erased = new Set<string>();
  readonly received = new Map<string, string>();
  /** Content that the receiver refused, by the delivery that brought it. */
  readonly refused = new Map<string, string>();
  /** Until when destinations get nothing: `name how`. */
  readonly closed = new Map<string, number>();
  readonly replays: string[] = [];
  readonly newest = new Map<string, number>();
  /** What was written down last of how far deliveries have come. */
  readonly progress = new Map<string, string>();
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
      case 'discard':
      case 'replay':
      case 'cancel-replay':
        return this.withDead(next);
      case 'close':
      case 'resume':
        return this.openOrClose(next);
      case 'abandon':
        return this.abandon(next.worker);
      default:
        return this.withHeld(next);
    }
  }

  async save(name: string, content: string, always: boolean): Promise<void> {
    if (this.erased.has(name)) return;
    await this.open.save(name, content, { deliverTo: DESTINATIONS, always });
    this.wanted.set(name, content);
  }

  async claim(name: string, worker: string, limit: number): Promise<void> {
    const claimed = await this.open.outbox.queue.claim(name, worker, this.open.now, LEASE, limit);
    expect(claimed.length).toBeLessThanOrEqual(this.isClosed(name) ? 0 : limit);
    for (const one of claimed) {
      const lane = laneOf(one);
      expect(this.erased).not.toContain(one.reportId);
      // Never two at a time, and never an older one after a newer one.
      const others = [...this.held, ...this.crashed].filter((other) => laneOf(other.claimed) === lane);
      expect(others.filter(({ leaseEnd }) => leaseEnd > this.open.now)).toEqual([]);
      expect(one.version).toBeGreaterThanOrEqual(this.newest.get(lane) ?? 0);
      this.newest.set(lane, one.version);
      expect(one.progress).toBe(this.progress.get(one.id) ?? null);
      this.held.push({ claimed: one, leaseEnd: this.open.now + LEASE });
    }
  }

  async withDead(next: WithDead): Promise<void> {
    const { deliveries } = this.open.outbox;
    const by = [OPERATOR, this.open.now] as const;
    if (next.do === 'cancel-replay') {
      const last = this.replays.pop();
      if (last !== undefined) await deliveries.cancelReplay(TENANT, last, ...by);
    } else if (next.do === 'replay') {
      const { id } = await deliveries.replay(TENANT, { destination: next.destination }, 2, ...by);
      this.replays.push(id);
    } else {
      const filter = { destination: next.destination, states: ['dead'] } as const;
      const page = await deliveries.list(TENANT, filter, 10);
      for (const { id } of page.deliveries) await deliveries[next.do](TENANT, id, ...by);
    }
  }

  async openOrClose(next: OpenOrClose): Promise<void> {
    const { destinations } = this.open.outbox;
    const { now } = this.open;
    const name = next.destination;
    if (next.do === 'resume') {
      await destinations.resume(name, OPERATOR, now);
      for (const how of CLOSURES) this.closed.delete(`${name} ${how}`);
      return;
    }
    const until = now + LEASE;
    if (next.how === 'pause') await destinations.pause(name, OPERATOR, now);
    if (next.how === 'hold') await destinations.hold(name, 'unauthorised', until, now);
    if (next.how === 'throttle') await destinations.throttle(name, until);
    this.closed.set(`${name} ${next.how}`, next.how === 'pause' ? Infinity : until);
  }

  isClosed(name: string): boolean {
    return CLOSURES.some((how) => (this.closed.get(`${name} ${how}`) ?? 0) > this.open.now);
  }

  /** The process is gone, and the next one of its name says so. */
  async abandon(worker: string): Promise<void> {
    await this.open.outbox.housekeeping.abandon(worker, this.open.now);
    for (const one of [...this.held, ...this.crashed]) if (one.claimed.owner === worker) one.leaseEnd = 0;
    this.held = this.held.filter(({ claimed }) => claimed.owner !== worker);
  }

  async withHeld(next: Extract<Step, { held: number }>): Promise<void> {
    const one = this.held[next.held % Math.max(this.held.length, 1)];
    if (one === undefined) return;
    const { queue } = this.open.outbox;
    const { now } = this.open;
    if (next.do === 'extend') {
      const before = this.progress.get(one.claimed.id);
      const isStillOurs = await queue.extend(one.claimed, this.further(one.claimed), now, LEASE);
      if (isStillOurs) one.leaseEnd = now + LEASE;
      // Somebody else has it: nothing was written down.
      else if (before === undefined) this.progress.delete(one.claimed.id);
      else this.progress.set(one.claimed.id, before);
      return;
    }
    // A worker that keeps its promise sends nothing after its lease.
    this.held = this.held.filter((other) => other !== one);
    if (one.leaseEnd <= now) return;
    if (next.do === 'release') await queue.release(one.claimed, this.further(one.claimed), now);
    if (next.do === 'crash') this.crashed.push(one);
    if (next.do === 'send') await this.send(one.claimed, next.end);
  }

  /** A delivery that is still on its way has come further. */
  further({ id }: ClaimedDelivery): string {
    const progress = `${this.progress.get(id) ?? ''}.`;
    this.progress.set(id, progress);
    return progress;
  }

  /** Reads the report as it is now, which may be newer than what was claimed. */
  async send(claimed: ClaimedDelivery, end: End): Promise<void> {
    const lane = laneOf(claimed);
    const versions = await this.open.store.readReport(TENANT, claimed.reportId, ['en']);
    if (versions === null || 'erasedAt' in versions) return;
    const { contentHash } = contentOf(versions);
    const content = this.wanted.get(claimed.reportId) ?? '';
    if (end === 'delivered' || end === 'unknown') this.received.set(lane, content);
    const isDone = await this.open.outbox.queue.finish(
      claimed,
      verdictOf(end, contentHash, this.further(claimed), this.open.now),
      this.open.now,
    );
    expect(isDone).toBe(true);
    // It works again, whatever it was held for.
    if (end === 'delivered') this.closed.delete(`${claimed.destination} hold`);
    if (end === 'delivered' || end === 'refused') this.progress.delete(claimed.id);
    // What it refused was this content only if nothing newer waits.
    if (end === 'refused' && contentHash === claimed.contentHash) this.refused.set(claimed.id, content);
  }

  /** Everybody who sends dies; others deliver whatever is left. */
  async drain(): Promise<void> {
    this.open.now += LEASE;
    this.held = [];
    for (const name of DESTINATIONS) {
      await this.openOrClose({ do: 'resume', destination: name });
      for (let round = 0; round < 20; round += 1) {
        const due = await this.open.outbox.queue.nextDueMs(name);
        this.open.now = Math.max(this.open.now, due ?? 0);
        await this.claim(name, 'last', 10);
        for (const one of this.held.splice(0)) await this.send(one.claimed, 'delivered');
      }
      expect(await this.open.outbox.queue.nextDueMs(name)).toBeNull();
    }
  }

  async expectNothingLost(): Promise<void> {
    expect(await this.open.database.all('select id from delivery where progress is not null')).toEqual([]);
    for (const [name, content] of this.wanted) {
      if (this.erased.has(name)) continue;
      const { deliveries } = await this.open.outbox.deliveries.list(TENANT, { reportId: name }, 100);
      for (const destination of DESTINATIONS) {
        const [last] = deliveries
          .filter((one) => one.destination === destination && one.state !== 'superseded')
          .sort((a, b) => b.version - a.version);
        const isRefused = last?.state === 'dead' || last?.state === 'discarded';
        const there = isRefused ? this.refused.get(last.id) : this.received.get(`${destination} ${name}`);
        expect([name, destination, last?.state, there]).toEqual([name, destination, last?.state, content]);
      }
    }
  }
}

const CLOSURES = ['pause', 'hold', 'throttle'] as const;

function laneOf({ destination: name, reportId }: Pick<ClaimedDelivery, 'destination' | 'reportId'>): string {
  return `${name} ${reportId}`;
}

function verdictOf(end: End, contentHash: string, progress: string, now: number): Verdict {
  if (end === 'delivered') return { kind: 'delivered', contentHash, attempt: attempt('delivered') };
  if (end === 'refused') return { kind: 'dead', attempt: attempt('rejected') };
  return {
    kind: 'retry',
    dueMs: now + 100,
    progress,
    attempt: attempt(end === 'failed' ? 'transient' : 'unverifiable'),
  };
}

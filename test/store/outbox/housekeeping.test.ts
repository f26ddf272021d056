import { beforeEach, describe, expect, test } from '@jest/globals';
import { engines } from '../engines.js';
import { attempt, only, openForEach, START, TENANT } from './open-outbox.js';

const LEASE = 60_000;
const HOUR = 3_600_000;

describe.each(engines)('housekeeping: %s', (name, create) => {
  const open = openForEach(create);

  beforeEach(async () => {
    const request = { handle: 'h', locale: null, destinations: ['a'], always: false, idempotency: null };
    await open().outbox.intakes.accept(TENANT, request, open().now);
    await open().save('r', 'one', { deliverTo: ['a'] });
  });

  const claim = (owner = 'w1') => open().outbox.queue.claim('a', owner, open().now, LEASE, 10);
  const claimIntakes = (owner = 'w1') => open().outbox.intakes.claim(owner, open().now, LEASE, 10);

  describe('a worker that is gone', () => {
    test('leaves its work to others at once, and says that it was interrupted', async () => {
      const lost = only(await claim());
      await claimIntakes();
      await open().outbox.housekeeping.abandon('w1', open().now);
      expect(await open().outbox.queue.nextDueMs('a')).toBe(open().now);
      expect(only(await claim('w2'))).toMatchObject({ id: lost.id, interruptions: 1 });
      expect(only(await claimIntakes('w2'))).toMatchObject({ attempts: 2 });
    });

    test('leaves what is shared to others, too', async () => {
      const device = { destination: 'a', type: 'Device', id: 'd', contentHash: 'h' };
      await open().outbox.shared.claim(device, 'w1', open().now, LEASE);
      await open().outbox.housekeeping.abandon('w1', open().now);
      expect(await open().outbox.shared.claim(device, 'w2', open().now, LEASE)).toBe('claimed');
    });

    test('leaves the work of others alone', async () => {
      await claim();
      await claimIntakes();
      await open().outbox.housekeeping.abandon('w2', open().now);
      expect(await claim('w3')).toEqual([]);
      expect(await claimIntakes('w3')).toEqual([]);
    });
  });

  describe('what receivers said', () => {
    const issue = { severity: 'error', code: 'value', text: 'Ada is too dark.', expression: 'Ada', entry: 3 };

    test('is forgotten after a while; that they said something, of what kind and about what, is not', async () => {
      const issues = [{ ...issue, resource: 'Media/m' }];
      const told = attempt('rejected', { status: 422, issues });
      const sent = only(await claim());
      await open().outbox.queue.finish(sent, { kind: 'dead', attempt: told }, open().now);
      const { housekeeping, deliveries } = open().outbox;
      expect(await housekeeping.forgetWordsBefore(told.startedMs)).toBe(0);
      expect(await deliveries.attempts(TENANT, sent.id)).toEqual([told]);
      expect(await housekeeping.forgetWordsBefore(told.startedMs + 1)).toBe(1);
      const left = { severity: 'error', code: 'value', text: '', entry: 3, resource: 'Media/m' };
      expect(await deliveries.attempts(TENANT, sent.id)).toEqual([{ ...told, issues: [left] }]);
      expect(await housekeeping.forgetWordsBefore(told.startedMs + 1)).toBe(0);
    });
  });

  describe('a report that was erased', () => {
    const erase = () => open().store.eraseReport(TENANT, 'r', { client: 'c', reason: 'request' });
    const list = async () => (await open().outbox.deliveries.list(TENANT, {}, 10)).deliveries;

    test('takes its deliveries and their attempts with it, after a while', async () => {
      const sent = only(await claim());
      const verdict = { kind: 'delivered' as const, contentHash: 'x', attempt: attempt('delivered') };
      await open().outbox.queue.finish(sent, verdict, open().now);
      await erase();
      expect(await open().outbox.housekeeping.forgetErasedBefore(open().now)).toBe(0);
      expect(await list()).toHaveLength(1);
      expect(await open().outbox.housekeeping.forgetErasedBefore(open().now + 1)).toBe(1);
      expect(await list()).toEqual([]);
      expect(await open().database.all('select * from delivery_attempt')).toEqual([]);
    });

    test('leaves them after it has come back', async () => {
      const sent = only(await claim());
      const verdict = { kind: 'delivered' as const, contentHash: 'x', attempt: attempt('delivered') };
      await open().outbox.queue.finish(sent, verdict, open().now);
      await open().store.eraseReport(TENANT, 'r', { client: 'c', reason: 'retention' });
      await open().save('r', 'one');
      expect(await open().outbox.housekeeping.forgetErasedBefore(open().now + HOUR)).toBe(0);
      expect(await list()).toHaveLength(1);
    });

    test('is found by an index', async () => {
      // PostgreSQL makes its plans by its statistics.
      if (name === 'PostgreSQL') return;
      const statement = 'explain query plan delete from delivery where report_erased_at < 1';
      expect(JSON.stringify(await open().database.all(statement))).toContain('delivery_erased');
    });

    test('is the only one that does', async () => {
      const sent = only(await claim());
      const verdict = { kind: 'dead' as const, attempt: attempt('rejected') };
      await open().outbox.queue.finish(sent, verdict, open().now);
      expect(await open().outbox.housekeeping.forgetErasedBefore(open().now + HOUR)).toBe(0);
      expect(await list()).toHaveLength(1);
    });
  });

  describe('a clock that is put back', () => {
    test('makes nothing wait longer than it was to wait', async () => {
      const retried = only(await claim());
      const verdict = {
        kind: 'retry' as const,
        dueMs: open().now + 5000,
        progress: null,
        attempt: attempt('transient'),
      };
      await open().outbox.queue.finish(retried, verdict, open().now);
      await claimIntakes();
      open().now -= HOUR;
      expect(await open().outbox.housekeeping.mendClock(open().now)).toBe(2);
      expect(await open().outbox.queue.nextDueMs('a')).toBe(open().now + 5000);
      expect(await open().outbox.intakes.nextDueMs()).toBe(open().now + LEASE);
      expect(await open().outbox.housekeeping.mendClock(open().now)).toBe(0);
    });

    test('leaves no destination closed, and nothing shared in hand, for longer than it was to be', async () => {
      const device = { destination: 'b', type: 'Device', id: 'd', contentHash: 'h' };
      const { destinations, shared, housekeeping } = open().outbox;
      const ahead = open().now + 365 * 24 * HOUR;
      await destinations.hold('b', 'misconfigured', ahead + 1000, ahead);
      await destinations.throttle('b', ahead + 1000);
      await shared.claim(device, 'w1', ahead, LEASE);
      await housekeeping.mendClock(open().now);
      const [state] = await destinations.read(['b']);
      expect(state).toMatchObject({
        held: { sinceMs: open().now, untilMs: open().now + 1000 },
        throttledUntilMs: null,
      });
      expect(await shared.claim(device, 'w2', open().now, LEASE)).toBe('claimed');
    });

    test('is asked anew how long to wait, where something has waited since', async () => {
      await claim();
      await open().outbox.destinations.throttle('a', open().now + 1000);
      open().now -= HOUR;
      await open().outbox.housekeeping.mendClock(open().now);
      expect(await open().outbox.destinations.read(['a'])).toMatchObject([{ throttledUntilMs: null }]);
    });

    test('is none while a destination waits as it asked', async () => {
      await open().outbox.destinations.throttle('a', open().now + 24 * HOUR);
      await open().outbox.housekeeping.mendClock(open().now);
      const throttledUntilMs = open().now + 24 * HOUR;
      expect(await open().outbox.destinations.read(['a'])).toMatchObject([{ throttledUntilMs }]);
    });

    test('does not end the lease of whoever is still working', async () => {
      const claimed = only(await claim());
      open().now -= HOUR;
      await open().outbox.housekeeping.mendClock(open().now);
      expect(await claim('w2')).toEqual([]);
      expect(await open().outbox.queue.extend(claimed, null, open().now, LEASE)).toBe(true);
      open().now += LEASE;
      expect(await claim('w2')).toHaveLength(1);
    });

    test('is not taken for one when the clocks of two gateways differ a little', async () => {
      await claim();
      expect(await open().outbox.housekeeping.mendClock(START - 30_000)).toBe(0);
    });
  });
});

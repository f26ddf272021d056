import { describe, expect, test } from '@jest/globals';
import { EARLIEST, LATEST } from '../../../src/search/date-range.js';
import { insertRows } from '../../../src/store/insert-rows.js';
import { engines } from '../engines.js';
import { attempt, only, openForEach, START, TENANT } from './open-outbox.js';

const LEASE = 60_000;

describe.each(engines)('deliveries: %s', (_name, create) => {
  const open = openForEach(create);

  const deliveries = () => open().outbox.deliveries;
  const claim = (destination = 'a') => open().outbox.queue.claim(destination, 'w1', open().now, LEASE, 10);
  /** A delivery that was given up. */
  const deadOne = async (report: string, destination = 'a'): Promise<string> => {
    await open().save(report, 'one', { deliverTo: [destination] });
    const claimed = only(await claim(destination));
    await open().outbox.queue.finish(claimed, { kind: 'dead', attempt: attempt('rejected') }, open().now);
    return claimed.id;
  };
  const stateOf = async (id: string) => (await deliveries().read(TENANT, id))?.state;

  describe('a list', () => {
    test('comes in pages, the newest first, each delivery once', async () => {
      for (let report = 0; report < 5; report += 1) {
        // Two at the same time.
        open().now = START + Math.floor(report / 2);
        await open().save(`r${report}`, 'one', { deliverTo: ['a'] });
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await deliveries().list(TENANT, {}, 2, cursor);
        seen.push(...page.deliveries.map(({ reportId }) => reportId));
        expect(page.deliveries.length).toBeLessThanOrEqual(2);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen[0]).toBe('r4');
      expect([...seen].sort()).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
      expect(await deliveries().list(TENANT, {}, 10, 'nonsense')).toMatchObject({ next: null });
    });

    test('comes the oldest first, too', async () => {
      for (const report of ['r0', 'r1', 'r2']) {
        open().now += 1;
        await open().save(report, 'one', { deliverTo: ['a'] });
      }
      const first = await deliveries().list(TENANT, {}, 2, undefined, 'oldest-first');
      const second = await deliveries().list(TENANT, {}, 2, first.next ?? '', 'oldest-first');
      const reports = [...first.deliveries, ...second.deliveries].map(({ reportId }) => reportId);
      expect(reports).toEqual(['r0', 'r1', 'r2']);
    });

    test('has what fits every part of the filter', async () => {
      const dead = await deadOne('r', 'a');
      open().now += 1000;
      await open().save('s', 'one', { deliverTo: ['a', 'b'] });
      const ids = async (filter: Parameters<ReturnType<typeof deliveries>['list']>[1]) =>
        (await deliveries().list(TENANT, filter, 10)).deliveries.map(
          ({ reportId, destination }) => `${reportId} ${destination}`,
        );
      expect(await ids({ states: ['dead'] })).toEqual(['r a']);
      expect(await ids({ states: ['waiting', 'dead'], destination: 'a' })).toEqual(['s a', 'r a']);
      expect(await ids({ destination: 'b' })).toEqual(['s b']);
      expect((await ids({ reportId: 's' })).sort()).toEqual(['s a', 's b']);
      expect(await ids({ lastOutcome: 'rejected' })).toEqual(['r a']);
      expect(await ids({ fromMs: START + 1, destination: 'a' })).toEqual(['s a']);
      expect(await ids({ beforeMs: START + 1 })).toEqual(['r a']);
      expect(await ids({ states: ['dead'], destination: 'b' })).toEqual([]);
      const [before, after] = [
        { low: EARLIEST, high: START },
        { low: START + 1, high: LATEST },
      ];
      expect(await ids({ madeIn: [[before]] })).toEqual(['r a']);
      expect((await ids({ madeIn: [[before, after], [after]] })).sort()).toEqual(['s a', 's b']);
      expect(await ids({ madeIn: [[]] })).toEqual([]);
      expect(await deliveries().total(TENANT, { madeIn: [[after]] })).toBe(2);
      expect(await deliveries().total('other', {})).toBe(0);
      expect(await deliveries().counts()).toEqual(
        expect.arrayContaining([
          { destination: 'a', state: 'dead', count: 1, oldestMs: START },
          { destination: 'a', state: 'waiting', count: 1, oldestMs: START + 1000 },
          { destination: 'b', state: 'waiting', count: 1, oldestMs: START + 1000 },
        ]),
      );
      expect(await stateOf(dead)).toBe('dead');
    });
  });

  describe('a dead delivery', () => {
    test('is sent again with its whole budget when that is asked for', async () => {
      const id = await deadOne('r');
      expect(await deliveries().retry(TENANT, id, 'operator', open().now)).toBe('retried');
      expect(only(await claim())).toMatchObject({ id, attempts: {}, firstAttemptMs: null });
      expect(await deliveries().retry(TENANT, id, 'operator', open().now)).toBe('not-possible');
      expect(await deliveries().retry(TENANT, 'none', 'operator', open().now)).toBeNull();
      expect(await open().database.all('select tenant, client, action, subject from outbox_action')).toEqual([
        { tenant: TENANT, client: 'operator', action: 'retry', subject: id },
      ]);
    });

    test('never follows a newer version', async () => {
      const id = await deadOne('r');
      await open().save('r', 'two', { deliverTo: ['a'] });
      expect(await deliveries().retry(TENANT, id, 'operator', open().now)).toBe('overtaken');
      expect(await deliveries().replay(TENANT, {}, 10, 'operator', open().now)).toMatchObject({ total: 0 });
      const newer = only(await claim());
      const { contentHash } = newer;
      await open().outbox.queue.finish(
        newer,
        { kind: 'delivered', contentHash, attempt: attempt('delivered') },
        open().now,
      );
      expect(await deliveries().retry(TENANT, id, 'operator', open().now)).toBe('overtaken');
      expect(await deliveries().retry(TENANT, newer.id, 'operator', open().now)).toBe('not-possible');
    });

    test('stays dead when that is said, until it is retried by itself', async () => {
      const id = await deadOne('r');
      expect(await deliveries().discard(TENANT, id, 'operator', open().now)).toBe(true);
      expect(await deliveries().discard(TENANT, id, 'operator', open().now)).toBe(false);
      expect(await deliveries().replay(TENANT, {}, 10, 'operator', open().now)).toMatchObject({ total: 0 });
      expect(await stateOf(id)).toBe('discarded');
      expect(await deliveries().retry(TENANT, id, 'operator', open().now)).toBe('retried');
    });
  });

  test('a waiting delivery can be sent at once', async () => {
    await open().save('r', 'one', { deliverTo: ['a'] });
    const claimed = only(await claim());
    const later = open().now + 1_000_000;
    await open().outbox.queue.finish(
      claimed,
      { kind: 'retry', dueMs: later, progress: 'half', attempt: attempt('transient') },
      open().now,
    );
    expect(await claim()).toEqual([]);
    expect(await deliveries().retry(TENANT, claimed.id, 'operator', open().now)).toBe('retried');
    // Whoever asks for it may know that the destination was emptied.
    expect(only(await claim()).progress).toBeNull();
  });

  describe('a replay', () => {
    test('makes what fits fall due at its rate, the oldest first', async () => {
      for (const report of ['r', 's', 't']) {
        await deadOne(report);
        open().now += 10;
      }
      await deadOne('u', 'b');
      const replay = await deliveries().replay(TENANT, { destination: 'a' }, 2, 'operator', open().now);
      expect(replay).toMatchObject({ total: 3, perSecond: 2, by: 'operator', states: { waiting: 3 } });
      expect((await claim()).map(({ reportId }) => reportId)).toEqual(['r']);
      expect(await claim('b')).toEqual([]);
      open().now += 499;
      expect(await claim()).toEqual([]);
      open().now += 1;
      expect((await claim()).map(({ reportId }) => reportId)).toEqual(['s']);
      open().now += 500;
      expect((await claim()).map(({ reportId }) => reportId)).toEqual(['t']);
      expect(await deliveries().readReplay(TENANT, replay.id)).toMatchObject({
        total: 3,
        states: { sending: 3 },
      });
      expect(await deliveries().readReplay('other', replay.id)).toBeNull();
    });

    test('of more than one commit takes up goes on at its rate', async () => {
      const count = 2_100;
      await open().database.transaction((queries) =>
        insertRows(
          queries,
          `delivery (id, tenant, destination, report_id, version, language, content_hash, state, created_at, changed_at, due_at,
            finished_at, attempts, claims, interruptions)`,
          Array.from({ length: count }, (_, index) => [
            ...[`d-${String(index).padStart(5, '0')}`, TENANT, 'a', `r-${index}`, 1, 'en', 'h', 'dead'],
            // Of every two the time is the same: then the id says which comes first.
            ...[START + Math.floor(index / 2), START, START, START, '{}', 1, 0],
          ]),
        ),
      );
      const { total } = await deliveries().replay(TENANT, { destination: 'a' }, 10, 'operator', open().now);
      expect(total).toBe(count);
      const due = await open().database.all('select due_at from delivery order by created_at, id');
      expect(due.map((row) => row['due_at'])).toEqual(due.map((_, index) => open().now + index * 100));
    });

    test('that is cancelled leaves alone what was retried by itself', async () => {
      const id = await deadOne('r');
      const replay = await deliveries().replay(TENANT, {}, 1, 'operator', open().now);
      await deliveries().cancelReplay(TENANT, replay.id, 'operator', open().now);
      await deliveries().retry(TENANT, id, 'operator', open().now);
      await deliveries().cancelReplay(TENANT, replay.id, 'operator', open().now);
      expect(await stateOf(id)).toBe('waiting');
    });

    test('that is cancelled leaves nothing of what was begun and given back', async () => {
      await deadOne('r');
      const { id } = await deliveries().replay(TENANT, {}, 1, 'operator', open().now);
      await open().outbox.queue.release(only(await claim()), 'half', open().now);
      await deliveries().cancelReplay(TENANT, id, 'operator', open().now);
      expect(await open().database.all('select state, progress from delivery')).toEqual([
        { state: 'dead', progress: null },
      ]);
    });

    test('that is cancelled leaves dead what it has not attempted', async () => {
      const first = await deadOne('r');
      open().now += 10;
      const second = await deadOne('s');
      const { id } = await deliveries().replay(TENANT, {}, 1, 'operator', open().now);
      const claimed = only(await claim());
      expect(claimed.id).toBe(first);
      expect(await deliveries().cancelReplay(TENANT, id, 'operator', open().now)).toMatchObject({
        cancelledMs: open().now,
        states: { sending: 1, dead: 1 },
      });
      expect(await stateOf(second)).toBe('dead');
      expect(await deliveries().cancelReplay(TENANT, 'none', 'operator', open().now)).toBeNull();
      expect(await open().database.all('select action from outbox_action order by action')).toEqual([
        { action: 'cancel-replay' },
        { action: 'replay' },
      ]);
    });
  });
});

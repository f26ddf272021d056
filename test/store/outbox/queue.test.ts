import { describe, expect, test } from '@jest/globals';
import { contentOf } from '../../../src/store/outbox/content-of.js';
import type { ClaimedDelivery, Verdict } from '../../../src/store/outbox/delivery.js';
import { engines } from '../engines.js';
import { smallReport } from '../stored-report.js';
import { attempt, only, openForEach, START, TENANT } from './open-outbox.js';

const LEASE = 60_000;
const TO_A = { deliverTo: ['a'] };

describe.each(engines)('the queue of deliveries: %s', (_name, create) => {
  const open = openForEach(create);

  const claim = (destination = 'a', owner = 'w1', limit = 10) =>
    open().outbox.queue.claim(destination, owner, open().now, LEASE, limit);
  const finish = (claimed: ClaimedDelivery, verdict: Verdict) =>
    open().outbox.queue.finish(claimed, verdict, open().now);
  const delivered = (claimed: ClaimedDelivery) => ({
    kind: 'delivered' as const,
    contentHash: claimed.contentHash,
    attempt: attempt('delivered'),
  });
  const retry = (dueMs: number, outcome = 'transient', progress: string | null = null): Verdict => ({
    kind: 'retry',
    dueMs,
    progress,
    attempt: attempt(outcome),
  });
  const dead: Verdict = { kind: 'dead', attempt: attempt('rejected', { status: 422 }) };
  /** Of the report as it is now. */
  const contentHash = async (): Promise<string> => {
    const versions = await open().store.readReport(TENANT, 'r', ['en']);
    if (versions === null || 'erasedAt' in versions) throw new Error('not there');
    return contentOf(versions).contentHash;
  };
  const stateOf = async (id: string) => (await open().outbox.deliveries.read(TENANT, id))?.state;
  const states = async () =>
    (await open().outbox.deliveries.list(TENANT, {}, 100)).deliveries
      .map(({ destination, version, state }) => `${destination}${version} ${state}`)
      .sort();

  describe('a report that is saved', () => {
    test('has one delivery for each destination, and says so after the commit', async () => {
      const enqueued = await open().save('r', 'one', { deliverTo: ['a', 'b', 'a'] });
      expect(enqueued).toMatchObject([
        { destination: 'a', isNew: true },
        { destination: 'b', isNew: true },
      ]);
      expect(open().told).toEqual(['a', 'b']);
      expect(only(await claim('a'))).toMatchObject({
        id: enqueued[0]?.deliveryId,
        tenant: TENANT,
        destination: 'a',
        reportId: 'r',
        version: 1,
        language: 'en',
        state: 'sending',
        attempts: {},
        interruptions: 0,
      });
    });

    test('has no delivery when the saving fails', async () => {
      const broken = smallReport('r', { a: 'one' }, { raw: 'no JSON' });
      await expect(open().store.saveReport(TENANT, broken, TO_A)).rejects.toThrow();
      expect(await claim()).toEqual([]);
      expect(open().told).toEqual([]);
    });

    test('is not enqueued again while its content is the same, whatever became of it', async () => {
      const [first] = await open().save('r', 'one', TO_A);
      const again = { destination: 'a', deliveryId: first?.deliveryId, isNew: false };
      expect(await open().save('r', 'one', TO_A)).toEqual([again]);
      const claimed = only(await claim());
      expect(await open().save('r', 'one', TO_A)).toEqual([again]);
      await finish(claimed, delivered(claimed));
      expect(await open().save('r', 'one', TO_A)).toEqual([again]);
      expect(open().told).toEqual(['a']);
      expect(await states()).toEqual(['a1 delivered']);
    });

    test('is enqueued again when that is wanted', async () => {
      await open().save('r', 'one', TO_A);
      const claimed = only(await claim());
      await finish(claimed, delivered(claimed));
      expect(await open().save('r', 'one', { ...TO_A, always: true })).toMatchObject([{ isNew: true }]);
      expect(await states()).toEqual(['a1 delivered', 'a2 waiting']);
    });

    test('supersedes its older version that was not sent', async () => {
      await open().save('r', 'one', TO_A);
      await open().save('r', 'two', TO_A);
      expect(only(await claim())).toMatchObject({ version: 2 });
      expect(await states()).toEqual(['a1 superseded', 'a2 sending']);
    });

    test('needs no sending when what came between was never sent', async () => {
      await open().save('r', 'one', TO_A);
      const claimed = only(await claim());
      await finish(claimed, delivered(claimed));
      await open().save('r', 'uno', { language: 'es' });
      await open().store.deliverReport(TENANT, 'r', ['es'], TO_A);
      expect(await states()).toEqual(['a1 delivered', 'a2 waiting']);
      expect(await open().store.deliverReport(TENANT, 'r', ['en'], TO_A)).toEqual([
        { destination: 'a', deliveryId: claimed.id, isNew: false },
      ]);
      expect(await states()).toEqual(['a1 delivered', 'a2 superseded']);
    });

    test('is sent when it was tried before, but did not arrive', async () => {
      await open().save('r', 'one', TO_A);
      const claimed = only(await claim());
      await open().save('r', 'uno', { language: 'es' });
      await open().store.deliverReport(TENANT, 'r', ['es'], TO_A);
      await finish(claimed, retry(open().now));
      await open().store.deliverReport(TENANT, 'r', ['en'], TO_A);
      expect(await states()).toEqual(['a1 superseded', 'a2 superseded', 'a3 waiting']);
    });

    test('needs no sending when it had changed before it was read for an earlier one', async () => {
      await open().save('r', 'one', TO_A);
      const claimed = only(await claim());
      await open().save('r', 'two');
      await finish(claimed, { ...delivered(claimed), contentHash: await contentHash() });
      expect(await open().save('r', 'two', TO_A)).toMatchObject([{ isNew: false }]);
    });

    test('is sent again as it was before when something else may have been sent since', async () => {
      await open().save('r', 'one', TO_A);
      const first = only(await claim());
      await finish(first, delivered(first));
      await open().save('r', 'two', TO_A);
      const second = only(await claim());
      await open().save('r', 'one', TO_A);
      await finish(second, retry(open().now));
      expect(await states()).toEqual(['a1 delivered', 'a2 superseded', 'a3 waiting']);
    });

    test('can be delivered later as it is then', async () => {
      await open().save('r', 'one');
      expect(await claim()).toEqual([]);
      const enqueued = await open().store.deliverReport(TENANT, 'r', ['en'], TO_A);
      expect(enqueued).toMatchObject([{ destination: 'a', isNew: true }]);
      expect(only(await claim()).contentHash).toBe(await contentHash());
      expect(await open().save('r', 'one', TO_A)).toMatchObject([{ isNew: false }]);
      expect(await open().store.deliverReport(TENANT, 'none', ['en'], TO_A)).toBeNull();
    });

    test.each(['dead', 'discarded'])('is sent again, on request, where it is %s', async (state) => {
      const [made] = await open().save('r', 'one', TO_A);
      await finish(only(await claim()), dead);
      if (state === 'discarded')
        await open().outbox.deliveries.discard(TENANT, made?.deliveryId ?? '', 'o', open().now);
      expect(await open().save('r', 'one', TO_A)).toEqual([{ ...made, isNew: false }]);
      expect(await states()).toEqual([`a1 ${state}`]);
      expect(await open().store.deliverReport(TENANT, 'r', ['en'], TO_A)).toEqual([made]);
      expect(await states()).toEqual(['a1 waiting']);
      const again = only(await claim());
      await finish(again, delivered(again));
      expect(await open().store.deliverReport(TENANT, 'r', ['en'], TO_A)).toEqual([
        { ...made, isNew: false },
      ]);
    });

    test('is delivered once under one key, however often that is asked for', async () => {
      await open().save('r', 'one');
      const asked = { ...TO_A, always: true, idempotency: { key: 'k', bodyHash: 'hash' } };
      const ask = (options: typeof asked) => open().store.deliverReport(TENANT, 'r', ['en'], options);
      const all = await Promise.all([ask(asked), ask(asked), ask(asked)]);
      const [deliveryId] = (await open().outbox.deliveries.list(TENANT, {}, 10)).deliveries.map(
        ({ id }) => id,
      );
      const made = { destination: 'a', deliveryId, isNew: true };
      expect(all).toEqual(expect.arrayContaining([[made], [{ ...made, isNew: false }]]));
      expect(await states()).toEqual(['a1 waiting']);
      await finish(only(await claim()), dead);
      expect(await ask(asked)).toEqual([{ destination: 'a', deliveryId, isNew: false }]);
      expect(await ask({ ...asked, idempotency: { key: 'k', bodyHash: 'another' } })).toBe('other-body');
      expect(await ask({ ...asked, idempotency: { key: 'l', bodyHash: 'hash' } })).toMatchObject([
        { isNew: true },
      ]);
      expect(open().told).toEqual(['a', 'a']);
    });

    test('uses up no key when it is not there', async () => {
      const asked = { ...TO_A, idempotency: { key: 'k', bodyHash: 'hash' } };
      expect(await open().store.deliverReport(TENANT, 'r', ['en'], asked)).toBeNull();
      await open().save('r', 'one');
      expect(await open().store.deliverReport(TENANT, 'r', ['en'], asked)).toMatchObject([{ isNew: true }]);
    });
  });

  describe('a claim', () => {
    test('takes what is due, the longest due first, and no more than was asked for', async () => {
      for (const [report, at] of [
        ['late', 2000],
        ['early', 0],
        ['middle', 1000],
      ] as const) {
        open().now = START + at;
        await open().save(report, 'one', TO_A);
      }
      open().now = START + 2000;
      const first = await claim('a', 'w1', 2);
      expect(first.map(({ reportId }) => reportId)).toEqual(['early', 'middle']);
      expect(only(await claim('a', 'w2', 2)).reportId).toBe('late');
      expect(await claim('a', 'w3')).toEqual([]);
    });

    test('leaves alone what is due later and what is for others', async () => {
      await open().save('r', 'one', { deliverTo: ['b'] });
      await open().save('s', 'one', TO_A);
      await finish(only(await claim()), retry(open().now + 1000));
      expect(await claim()).toEqual([]);
      open().now += 1000;
      expect(only(await claim())).toMatchObject({ reportId: 's', attempts: { transient: 1 } });
    });

    test('keeps the next version waiting until it ends', async () => {
      await open().save('r', 'one', TO_A);
      const first = only(await claim());
      await open().save('r', 'two', TO_A);
      expect(await claim('a', 'w2')).toEqual([]);
      await finish(first, delivered(first));
      expect(only(await claim('a', 'w2'))).toMatchObject({ version: 2 });
    });

    test('is lost when its lease ends, and what comes from it then changes nothing', async () => {
      await open().save('r', 'one', TO_A);
      const first = only(await claim('a', 'w1'));
      open().now += LEASE;
      const second = only(await claim('a', 'w2'));
      expect(second).toMatchObject({ id: first.id, interruptions: 1, lastOutcome: 'interrupted' });
      expect(await finish(first, delivered(first))).toBe(false);
      expect(await open().outbox.queue.extend(first, null, open().now, LEASE)).toBe(false);
      expect(await open().outbox.queue.release(first, null, open().now)).toBe(false);
      expect(await stateOf(first.id)).toBe('sending');
      expect(await finish(second, delivered(second))).toBe(true);
      expect(await stateOf(first.id)).toBe('delivered');
    });

    test('is not mistaken for a later one of the same worker', async () => {
      await open().save('r', 'one', TO_A);
      const first = only(await claim());
      open().now += LEASE;
      await claim();
      expect(await finish(first, delivered(first))).toBe(false);
    });

    test('lasts as long as it is extended', async () => {
      await open().save('r', 'one', TO_A);
      const first = only(await claim());
      open().now += LEASE - 1;
      expect(await open().outbox.queue.extend(first, null, open().now, LEASE)).toBe(true);
      open().now += LEASE - 1;
      expect(await claim('a', 'w2')).toEqual([]);
      expect(await finish(first, delivered(first))).toBe(true);
    });

    test('that does not count is kept as an attempt, but only the last twenty are', async () => {
      await open().save('r', 'one', TO_A);
      await finish(only(await claim()), retry(open().now));
      for (let time = 1; time <= 25; time += 1) {
        const held = attempt('unauthorised', { status: 400 + time, counts: false });
        await finish(only(await claim()), {
          kind: 'retry',
          dueMs: open().now,
          progress: null,
          attempt: held,
        });
      }
      const { id } = only((await open().outbox.deliveries.list(TENANT, {}, 10)).deliveries);
      const kept = await open().outbox.deliveries.attempts(TENANT, id);
      expect(kept.map(({ outcome }) => outcome)).toEqual([
        'transient',
        ...Array.from({ length: 20 }, () => 'unauthorised'),
      ]);
      expect(kept.at(-1)?.status).toBe(425);
    });

    test('that its own worker still has in hand is not ended by a clock that jumps', async () => {
      await open().save('r', 'one', TO_A);
      const first = only(await claim());
      open().now += 2 * LEASE;
      const again = await open().outbox.queue.claim('a', 'w1', open().now, LEASE, 10, [first]);
      expect(again).toEqual([]);
      expect(await finish(first, delivered(first))).toBe(true);
    });

    test('that ends by its lease gives way to a newer version', async () => {
      await open().save('r', 'one', TO_A);
      await claim('a', 'w1');
      await open().save('r', 'two', TO_A);
      open().now += LEASE;
      expect(only(await claim('a', 'w2'))).toMatchObject({ version: 2 });
      expect(await states()).toEqual(['a1 superseded', 'a2 sending']);
    });

    test('says how far the delivery has come, whoever has it next and however the last one ended', async () => {
      await open().save('r', 'one', TO_A);
      await finish(only(await claim()), retry(open().now, 'transient', 'first'));
      const second = only(await claim('a', 'w2'));
      expect(second.progress).toBe('first');
      expect(await open().outbox.queue.extend(second, 'second', open().now, LEASE)).toBe(true);
      open().now += LEASE;
      const third = only(await claim());
      expect(third.progress).toBe('second');
      await open().outbox.queue.release(third, 'third', open().now);
      expect(only(await claim()).progress).toBe('third');
    });

    test('says nothing of how far an older version had come', async () => {
      await open().save('r', 'one', TO_A);
      await finish(only(await claim()), retry(open().now, 'transient', 'half'));
      await open().save('r', 'two', TO_A);
      expect(only(await claim())).toMatchObject({ version: 2, progress: null });
    });

    test('can be given back, and counts as no attempt', async () => {
      await open().save('r', 'one', TO_A);
      expect(await open().outbox.queue.release(only(await claim()), null, open().now)).toBe(true);
      expect(only(await claim('a', 'w2'))).toMatchObject({
        attempts: {},
        firstAttemptMs: null,
        lastOutcome: null,
        interruptions: 0,
      });
    });
  });

  describe('an end', () => {
    test('keeps each attempt, without what does not belong to it', async () => {
      await open().save('r', 'one', TO_A);
      const issue = { severity: 'error', code: 'invalid', text: 'no', entry: 2, resource: 'Observation/x' };
      const claimed = only(await claim());
      await finish(claimed, retry(open().now, 'throttled'));
      const again = only(await claim());
      const last = attempt('rejected', { status: 422, issues: [issue], startedMs: START + 5 });
      await finish(again, { kind: 'dead', attempt: last });
      expect(await open().outbox.deliveries.attempts(TENANT, claimed.id)).toEqual([
        attempt('throttled'),
        last,
      ]);
      expect(await open().outbox.deliveries.attempts('other', claimed.id)).toEqual([]);
      expect(await open().outbox.deliveries.read(TENANT, claimed.id)).toMatchObject({
        state: 'dead',
        attempts: { throttled: 1, rejected: 1 },
        firstAttemptMs: START,
        lastOutcome: 'rejected',
        finishedMs: open().now,
      });
    });

    test('counts only attempts that count', async () => {
      await open().save('r', 'one', TO_A);
      const throttled = attempt('throttled', { counts: false });
      await finish(only(await claim()), { ...retry(open().now), attempt: throttled });
      await finish(only(await claim()), retry(open().now));
      await finish(only(await claim()), retry(open().now));
      expect(only(await claim()).attempts).toEqual({ transient: 2 });
    });

    test('as a retry is none when a newer version waits', async () => {
      await open().save('r', 'one', TO_A);
      const first = only(await claim());
      await open().save('r', 'two', TO_A);
      expect(await finish(first, retry(open().now))).toBe(true);
      expect(only(await claim())).toMatchObject({ version: 2 });
      expect(await stateOf(first.id)).toBe('superseded');
    });

    test('as a dead letter lets later versions pass', async () => {
      await open().save('r', 'one', TO_A);
      await finish(only(await claim()), dead);
      await open().save('r', 'two', TO_A);
      expect(only(await claim())).toMatchObject({ version: 2 });
      expect(await states()).toEqual(['a1 dead', 'a2 sending']);
    });

    test('delivers with it a newer version that was read for sending already', async () => {
      await open().save('r', 'one', TO_A);
      const first = only(await claim());
      await open().save('r', 'two', TO_A);
      await finish(first, { ...delivered(first), contentHash: await contentHash() });
      expect(await claim()).toEqual([]);
      expect(await states()).toEqual(['a1 delivered', 'a2 delivered']);
      expect(await open().save('r', 'two', TO_A)).toMatchObject([{ isNew: false }]);
    });
  });

  describe('the next time', () => {
    test('is not that of a version behind the one that is being sent', async () => {
      await open().save('r', 'one', TO_A);
      const first = only(await claim());
      await open().save('r', 'two', TO_A);
      expect(await open().outbox.queue.nextDueMs('a')).toBe(START + LEASE);
      await finish(first, delivered(first));
      expect(await open().outbox.queue.nextDueMs('a')).toBe(START);
    });

    test('is when something is due or a lease ends', async () => {
      const next = () => open().outbox.queue.nextDueMs('a');
      expect(await next()).toBeNull();
      await open().save('r', 'one', TO_A);
      await open().save('s', 'one', TO_A);
      expect(await next()).toBe(START);
      const [first, second] = await claim();
      if (first === undefined || second === undefined) throw new Error('not claimed');
      expect(await next()).toBe(START + LEASE);
      await finish(first, retry(START + 500));
      expect(await next()).toBe(START + 500);
      await finish(first, delivered(first));
      await finish(second, delivered(second));
      expect(await next()).toBe(START + 500);
      const last = await (async () => {
        open().now += 500;
        return only(await claim());
      })();
      await finish(last, delivered(last));
      expect(await next()).toBeNull();
    });
  });

  describe('a report that is erased', () => {
    const REQUEST = { client: 'tester', reason: 'request' } as const;

    test('is sent no more, and whoever is sending it is told', async () => {
      await open().save('r', 'one', { deliverTo: ['a', 'b', 'c', 'd'] });
      const inFlight = only(await claim('a'));
      const issue = { severity: 'error', code: 'invalid', text: 'Jane Doe is unknown' };
      await finish(only(await claim('b')), {
        kind: 'dead',
        attempt: attempt('rejected', { issues: [issue] }),
      });
      const there = only(await claim('c'));
      await finish(there, delivered(there));
      await open().store.eraseReport(TENANT, 'r', REQUEST);
      expect(await states()).toEqual(['a1 cancelled', 'b1 cancelled', 'c1 delivered', 'd1 cancelled']);
      expect(await open().outbox.queue.extend(inFlight, null, open().now, LEASE)).toBe(false);
      const told = attempt('delivered', { issues: [issue] });
      expect(
        await finish(inFlight, { kind: 'delivered', contentHash: inFlight.contentHash, attempt: told }),
      ).toBe(false);
      expect(await claim('d')).toEqual([]);
      expect(JSON.stringify(await open().database.all('select * from delivery_attempt'))).not.toContain(
        'Jane',
      );
      const [audited] = await open().database.all('select delivered_to from audit');
      expect(audited).toEqual({ delivered_to: '["a","b","c"]' });
    });

    test('is neither retried nor replayed', async () => {
      await open().save('r', 'one', TO_A);
      const claimed = only(await claim());
      await finish(claimed, dead);
      await open().store.eraseReport(TENANT, 'r', REQUEST);
      const { deliveries } = open().outbox;
      expect(await deliveries.retry(TENANT, claimed.id, 'op', open().now)).toBe('not-possible');
      expect(await deliveries.replay(TENANT, {}, 1, 'op', open().now)).toMatchObject({ total: 0 });
    });

    test('because of its age is enqueued when it is fetched again, unless it is there', async () => {
      const deliverTo = ['a', 'b', 'c'];
      await open().save('r', 'one', { deliverTo });
      const claimed = only(await claim());
      await finish(claimed, delivered(claimed));
      await claim('b');
      await open().store.eraseReport(TENANT, 'r', { client: 'gateway', reason: 'retention' });
      expect(await open().save('r', 'one', { deliverTo })).toMatchObject([
        { destination: 'a', isNew: false },
        { destination: 'b', isNew: true },
        { destination: 'c', isNew: true },
      ]);
    });
  });

  test('keeps tenants apart', async () => {
    await open().save('r', 'one', TO_A);
    const claimed = only(await claim());
    expect(await open().outbox.deliveries.read('other', claimed.id)).toBeNull();
    expect(await open().outbox.deliveries.list('other', {}, 10)).toEqual({ deliveries: [], next: null });
    await finish(claimed, dead);
    expect(await open().outbox.deliveries.retry('other', claimed.id, 'op', open().now)).toBeNull();
    expect(await open().outbox.deliveries.discard('other', claimed.id, 'op', open().now)).toBe(false);
  });
});

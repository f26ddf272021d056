import { describe, expect, test } from '@jest/globals';
import type { IntakeRequest } from '../../../src/store/outbox/intake.js';
import { engines } from '../engines.js';
import { smallReport } from '../stored-report.js';
import { only, openForEach, START, TENANT } from './open-outbox.js';

const LEASE = 60_000;
const REQUEST: IntakeRequest = {
  handle: 'handle-of-r',
  locale: null,
  destinations: ['a', 'b'],
  always: false,
  idempotency: null,
};
const keyed = (key: string, bodyHash: string, handle = REQUEST.handle): IntakeRequest => ({
  ...REQUEST,
  handle,
  idempotency: { key, bodyHash },
});

describe.each(engines)('intakes: %s', (_name, create) => {
  const open = openForEach(create);

  const accept = (request: IntakeRequest) => open().outbox.intakes.accept(TENANT, request, open().now);
  const acceptAll = (requests: readonly IntakeRequest[]) =>
    open().outbox.intakes.acceptAll(TENANT, requests, open().now);
  const kindsOf = (all: Awaited<ReturnType<typeof acceptAll>>) =>
    all === 'other-body' ? [all] : all.map(({ kind }) => kind);
  const claim = (owner = 'w1', limit = 10) => open().outbox.intakes.claim(owner, open().now, LEASE, limit);
  const idOf = (accepted: Awaited<ReturnType<typeof accept>>): string => {
    if (accepted.kind === 'other-body') throw new Error('refused');
    return accepted.intake.id;
  };
  const read = (id: string) => open().outbox.intakes.read(TENANT, id);

  describe('what is asked for', () => {
    test('is kept until it is fetched, and shown without its handle', async () => {
      const accepted = await accept(REQUEST);
      expect(accepted).toMatchObject({ kind: 'accepted', intake: { state: 'waiting', createdMs: START } });
      const shown = await read(idOf(accepted));
      expect(accepted).toEqual({ kind: 'accepted', intake: shown });
      expect(JSON.stringify(shown)).not.toContain(REQUEST.handle);
      expect(await open().outbox.intakes.read('other', idOf(accepted))).toBeNull();
      expect(only(await claim())).toMatchObject({
        handle: 'handle-of-r',
        destinations: ['a', 'b'],
        state: 'working',
        attempts: 1,
      });
    });

    test('twice under one key is one intake, even when it has ended', async () => {
      const first = idOf(await accept(keyed('k', 'hash')));
      const [working] = await claim();
      await open().store.saveReport(TENANT, smallReport('r', { a: 'one' }), { intake: working! });
      const again = await accept(keyed('k', 'hash'));
      expect(again).toMatchObject({ kind: 'repeated', intake: { id: first, state: 'done', reportId: 'r' } });
    });

    test('under a key that was used for something else is refused', async () => {
      await accept(keyed('k', 'hash'));
      expect(await accept(keyed('k', 'another', 'handle-of-s'))).toEqual({ kind: 'other-body' });
      expect(await claim()).toHaveLength(1);
    });

    test('under the same key by another tenant is another intake', async () => {
      const first = idOf(await accept(keyed('k', 'hash')));
      const other = await open().outbox.intakes.accept('other', keyed('k', 'hash'), open().now);
      expect(other).toMatchObject({ kind: 'accepted' });
      expect(idOf(other)).not.toBe(first);
    });

    test('while the same waits is that intake; while it is being fetched it is another', async () => {
      const first = idOf(await accept(REQUEST));
      const same = { ...REQUEST, destinations: ['b', 'a'] };
      expect(await accept(same)).toMatchObject({ kind: 'repeated', intake: { id: first } });
      expect(await accept({ ...REQUEST, locale: 'es' })).toMatchObject({ kind: 'accepted' });
      expect(await accept({ ...REQUEST, always: true })).toMatchObject({ kind: 'accepted' });
      await claim();
      expect(await accept(REQUEST)).toMatchObject({ kind: 'accepted' });
    });

    test('together is taken in by one commit, and is the same again under the same keys', async () => {
      const all = [keyed('k 0', 'hash', 'r'), keyed('k 1', 'hash', 's')];
      const [first, again] = await Promise.all([acceptAll(all), acceptAll(all)]);
      expect([first, again].map(kindsOf)).toEqual([
        ['accepted', 'accepted'],
        ['repeated', 'repeated'],
      ]);
      expect((await claim()).map(({ handle }) => handle).sort()).toEqual(['r', 's']);
    });

    test('together is refused as a whole when one key was used for something else', async () => {
      await accept(keyed('k 1', 'hash', 'r'));
      expect(await acceptAll([keyed('k 0', 'another', 's'), keyed('k 1', 'another', 't')])).toBe(
        'other-body',
      );
      expect(only(await claim())).toMatchObject({ handle: 'r' });
      expect(await acceptAll([keyed('k 0', 'hash', 's')])).toMatchObject([{ kind: 'accepted' }]);
    });

    test('by many at once under one key is one intake', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => accept(keyed('k', 'hash'))));
      expect(new Set(all.map(idOf)).size).toBe(1);
      expect(all.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
      expect(await claim()).toHaveLength(1);
    });
  });

  describe('a claim', () => {
    test('is done in the commit that stores the report', async () => {
      const id = idOf(await accept(REQUEST));
      const working = only(await claim());
      const saved = await open().store.saveReport(TENANT, smallReport('r', { a: 'one' }), {
        deliverTo: ['a', 'b'],
        intake: { ...working, deliveryIds: ['of another language'] },
      });
      if ('erasedAt' in saved) throw new Error('erased');
      expect(await read(id)).toMatchObject({
        state: 'done',
        reportId: 'r',
        deliveryIds: ['of another language', ...saved.deliveries.map(({ deliveryId }) => deliveryId)],
      });
      expect(await claim()).toEqual([]);
      expect(JSON.stringify(await open().database.all('select * from intake'))).not.toContain('handle-of-r');
    });

    test('is not done when the storing fails', async () => {
      const id = idOf(await accept(REQUEST));
      const working = only(await claim());
      const broken = smallReport('r', { a: 'one' }, { raw: 'no JSON' });
      await expect(open().store.saveReport(TENANT, broken, { intake: working })).rejects.toThrow();
      expect(await read(id)).toMatchObject({ state: 'working' });
    });

    test('is taken by others when its lease ends, and lost then', async () => {
      const id = idOf(await accept(REQUEST));
      const first = only(await claim('w1'));
      expect(await claim('w2')).toEqual([]);
      open().now += LEASE - 1;
      expect(await open().outbox.intakes.extend(first, open().now, LEASE)).toBe(true);
      open().now += LEASE;
      expect(only(await claim('w2'))).toMatchObject({ id, attempts: 2 });
      expect(await open().outbox.intakes.extend(first, open().now, LEASE)).toBe(false);
      expect(await open().outbox.intakes.fail(first, 'gone', open().now)).toBe(false);
      await open().store.saveReport(TENANT, smallReport('r', { a: 'one' }), { intake: first });
      expect(await read(id)).toMatchObject({ state: 'working' });
    });

    test('is of one report at a time, whatever the language', async () => {
      const first = idOf(await accept(REQUEST));
      await accept({ ...REQUEST, locale: 'es' });
      const working = only(await claim());
      expect(working.id).toBe(first);
      expect(await open().outbox.intakes.nextDueMs()).toBe(START + LEASE);
      expect(await claim('w2')).toEqual([]);
      await open().outbox.intakes.fail(working, 'not-found', open().now);
      expect(await open().outbox.intakes.nextDueMs()).toBe(START);
      expect(only(await claim('w2'))).toMatchObject({ locale: 'es' });
    });

    test('can be tried again later, given back or given up', async () => {
      const id = idOf(await accept(REQUEST));
      await open().outbox.intakes.retry(only(await claim()), 'vendor-busy', open().now + 500, open().now);
      expect(await claim()).toEqual([]);
      expect(await open().outbox.intakes.nextDueMs()).toBe(START + 500);
      open().now += 500;
      const again = only(await claim());
      expect(again).toMatchObject({ attempts: 2, problem: 'vendor-busy' });
      expect(await open().outbox.intakes.release(again, open().now)).toBe(true);
      const last = only(await claim());
      expect(last).toMatchObject({ attempts: 2 });
      expect(await open().outbox.intakes.fail(last, 'not-found', open().now)).toBe(true);
      expect(await read(id)).toMatchObject({ state: 'failed', problem: 'not-found', finishedMs: open().now });
      expect(await open().outbox.intakes.nextDueMs()).toBeNull();
    });
  });

  describe('a report that was erased on request', () => {
    const cause = { client: 'tester', reason: 'request' } as const;

    test('takes its intakes with it', async () => {
      await open().save('r', 'one');
      const id = idOf(await accept(REQUEST));
      await open().store.eraseReport(TENANT, 'r', cause);
      expect(await read(id)).toMatchObject({ state: 'cancelled' });
      expect(await claim()).toEqual([]);
    });

    test('ends the intake that brings it back', async () => {
      await open().save('r', 'one');
      await open().store.eraseReport(TENANT, 'r', cause);
      const id = idOf(await accept(REQUEST));
      const working = only(await claim());
      const saved = await open().store.saveReport(TENANT, smallReport('r', { a: 'one' }), {
        deliverTo: ['a'],
        intake: working,
      });
      expect(saved).toHaveProperty('erasedAt');
      expect(await read(id)).toMatchObject({ state: 'cancelled', reportId: 'r', deliveryIds: [] });
      expect(await open().outbox.queue.nextDueMs('a')).toBeNull();
    });
  });

  test('forgets ended intakes and keys in time, and nothing that is still to be done', async () => {
    const done = idOf(await accept(keyed('k', 'hash')));
    await open().outbox.intakes.fail(only(await claim()), 'not-found', open().now);
    open().now += 1000;
    const waiting = idOf(await accept(keyed('l', 'hash', 'handle-of-s')));
    await open().outbox.intakes.forgetBefore(START);
    expect(await read(done)).not.toBeNull();
    await open().outbox.intakes.forgetBefore(START + 500);
    expect(await read(done)).toBeNull();
    expect(await read(waiting)).not.toBeNull();
    expect(await accept(keyed('l', 'hash', 'handle-of-s'))).toMatchObject({ kind: 'repeated' });
    expect(await accept(keyed('k', 'hash'))).toMatchObject({ kind: 'accepted' });
  });
});

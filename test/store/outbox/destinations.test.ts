import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../src/store/outbox/delivery.js';
import { engines } from '../engines.js';
import { attempt, only, openForEach, START, TENANT } from './open-outbox.js';

const LEASE = 60_000;
const DEVICE = { destination: 'a', type: 'Device', id: 'd', contentHash: 'one' };

describe.each(engines)('destinations: %s', (_name, create) => {
  const open = openForEach(create);

  const claims = (destination: string) => open().outbox.queue.claim(destination, 'w1', open().now, LEASE, 10);
  const claimed = async (destination: string) => (await claims(destination)).length;
  const states = () => open().outbox.destinations;

  describe('a destination', () => {
    beforeEach(async () => {
      await open().save('r', 'one', { deliverTo: ['a', 'b'] });
    });

    test('is open when nothing was said of it', async () => {
      expect(await states().read(['a'])).toEqual([
        { destination: 'a', paused: null, held: null, failing: null, throttledUntilMs: null },
      ]);
      expect(await states().read([])).toEqual([]);
    });

    test('gives nothing while it is paused, and others do', async () => {
      await states().pause('a', 'operator', open().now);
      await states().pause('a', 'another', open().now + 1);
      expect(await states().read(['b', 'a'])).toMatchObject([
        { destination: 'b', paused: null },
        { destination: 'a', paused: { sinceMs: START, by: 'operator' } },
      ]);
      expect(await claimed('a')).toBe(0);
      expect(await claimed('b')).toBe(1);
      await states().resume('a', 'operator', open().now);
      expect(await claimed('a')).toBe(1);
      expect(await open().database.all('select client, action, subject from outbox_action')).toEqual([
        { client: 'operator', action: 'pause', subject: 'a' },
        { client: 'another', action: 'pause', subject: 'a' },
        { client: 'operator', action: 'resume', subject: 'a' },
      ]);
    });

    test('gives nothing while it is held, until it is time to try', async () => {
      await states().hold('a', 'unauthorised', open().now + 1000, open().now);
      expect(await states().read(['a'])).toMatchObject([
        { held: { sinceMs: START, reason: 'unauthorised', untilMs: START + 1000 } },
      ]);
      expect(await claimed('a')).toBe(0);
      open().now += 1000;
      const claim = only(await claims('a'));
      const { contentHash } = claim;
      await open().outbox.queue.finish(
        claim,
        { kind: 'delivered', contentHash, attempt: attempt('delivered') },
        open().now,
      );
      expect(await states().read(['a'])).toMatchObject([{ held: null }]);
    });

    test('is known to fail since its first failure, until it answers otherwise, and gives all the same', async () => {
      const end = async (verdict: Verdict) => {
        const [claim] = await claims('a');
        await open().outbox.queue.finish(claim!, verdict, open().now);
        open().now += 1;
        return (await states().read(['a']))[0]?.failing;
      };
      const retry = { kind: 'retry', dueMs: START, progress: null } as const;
      const unreachable = attempt('unreachable', { status: null, errorCode: 'ECONNREFUSED' });
      const failing = { sinceMs: START, reason: 'unreachable', errorCode: 'ECONNREFUSED' };
      expect(await end({ ...retry, attempt: unreachable, isDown: true })).toEqual(failing);
      const transient = { ...retry, attempt: attempt('transient'), isDown: true };
      expect(await end(transient)).toEqual({ sinceMs: START, reason: 'transient', errorCode: null });
      expect(await end({ ...retry, attempt: attempt('conflict', { status: 409 }) })).toBeNull();
      await end(transient);
      expect(await end({ kind: 'dead', attempt: attempt('transient'), isDown: true })).not.toBeNull();
      await open().save('r', 'two', { deliverTo: ['a'] });
      expect(await end({ kind: 'delivered', contentHash: 'h', attempt: attempt('delivered') })).toBeNull();
    });

    test('gives nothing while it asks to wait, for the longest that it asked for', async () => {
      await states().throttle('a', open().now + 1000);
      await states().throttle('a', open().now + 500);
      expect(await states().read(['a'])).toMatchObject([{ throttledUntilMs: START + 1000 }]);
      open().now += 999;
      expect(await claimed('a')).toBe(0);
      open().now += 1;
      expect(await claimed('a')).toBe(1);
    });
  });

  describe('the horizon', () => {
    const HOUR = 3_600_000;
    const failed = async (outcome: string, given: Partial<Extract<Verdict, { kind: 'retry' }>> = {}) => {
      const claim = only(await claims('a'));
      const about = attempt(outcome, { startedMs: open().now, counts: outcome === 'transient' });
      const verdict = { kind: 'retry', dueMs: open().now, progress: null, attempt: about, ...given } as const;
      await open().outbox.queue.finish(claim, verdict, open().now);
    };
    const firstAttemptMs = async () =>
      only((await open().outbox.deliveries.list(TENANT, {}, 10)).deliveries).firstAttemptMs;

    beforeEach(async () => {
      await open().save('r', 'one', { deliverTo: ['a'] });
    });

    test('does not begin with what ends in a hold', async () => {
      await failed('unauthorised', { startsAnew: true });
      expect(await firstAttemptMs()).toBeNull();
    });

    test.each([['transient'], ['throttled']])('begins with what is %s', async (outcome) => {
      await failed(outcome);
      expect(await firstAttemptMs()).toBe(START);
    });

    test('goes on after a pause as if there had been none', async () => {
      await failed('transient');
      await states().pause('a', 'operator', open().now + HOUR);
      await states().resume('a', 'operator', open().now + 97 * HOUR);
      expect(await firstAttemptMs()).toBe(START + 96 * HOUR);
    });

    test('does not count what is held, however often that is said', async () => {
      await failed('transient');
      await states().hold('a', 'unauthorised', open().now + HOUR, open().now);
      await states().hold('a', 'unauthorised', open().now + HOUR, open().now);
      await states().hold('a', 'unauthorised', open().now + 2 * HOUR, open().now + HOUR);
      expect(await firstAttemptMs()).toBe(START + 2 * HOUR);
    });

    test('begins with the next attempt where a hold was ended before its time', async () => {
      await failed('transient');
      await states().hold('a', 'throttled', open().now + 1000 * HOUR, open().now);
      await states().resume('a', 'operator', open().now);
      open().now += HOUR;
      await failed('transient');
      expect(await firstAttemptMs()).toBe(START + HOUR);
    });
  });

  describe('a shared resource', () => {
    const shared = () => open().outbox.shared;
    const claim = (owner: string, contentHash = 'one') =>
      shared().claim({ ...DEVICE, contentHash }, owner, open().now, LEASE);

    test('is stored by one worker, and then there for all', async () => {
      const answers = await Promise.all(['w1', 'w2', 'w3'].map((owner) => claim(owner)));
      expect([...answers].sort()).toEqual(['claimed', 'elsewhere', 'elsewhere']);
      await shared().finish(DEVICE, `w${answers.indexOf('claimed') + 1}`, open().now);
      expect(await claim('w2')).toBe('stored');
    });

    test('stays in hand as long as whoever stores it says so, and no longer', async () => {
      const { shared } = open().outbox;
      await shared.claim(DEVICE, 'w1', open().now, LEASE);
      open().now += LEASE - 1;
      expect(await shared.extend(DEVICE, 'w1', open().now, LEASE)).toBe(true);
      expect(await shared.extend(DEVICE, 'w2', open().now, LEASE)).toBe(false);
      open().now += LEASE - 1;
      expect(await shared.claim(DEVICE, 'w2', open().now, LEASE)).toBe('elsewhere');
      open().now += 1;
      expect(await shared.claim(DEVICE, 'w2', open().now, LEASE)).toBe('claimed');
      expect(await shared.extend(DEVICE, 'w1', open().now, LEASE)).toBe(false);
    });

    test('is stored again when its content changes, and at each destination', async () => {
      await claim('w1');
      await shared().finish(DEVICE, 'w1', open().now);
      expect(await claim('w2', 'two')).toBe('claimed');
      await shared().finish({ ...DEVICE, contentHash: 'two' }, 'w2', open().now);
      expect(await claim('w1', 'two')).toBe('stored');
      const elsewhere = { ...DEVICE, destination: 'b', contentHash: 'two' };
      expect(await shared().claim(elsewhere, 'w1', open().now, LEASE)).toBe('claimed');
    });

    test('is for another worker when the storing failed, or its lease ended', async () => {
      await claim('w1');
      await shared().release(DEVICE, 'w2');
      expect(await claim('w2')).toBe('elsewhere');
      await shared().release(DEVICE, 'w1');
      expect(await claim('w2')).toBe('claimed');
      open().now += LEASE;
      expect(await claim('w3')).toBe('claimed');
      await shared().finish(DEVICE, 'w2', open().now);
      expect(await claim('w1')).toBe('elsewhere');
    });

    test('is stored again when the destination was emptied', async () => {
      await claim('w1');
      await shared().finish(DEVICE, 'w1', open().now);
      await shared().forget('b');
      expect(await claim('w1')).toBe('stored');
      await shared().forget('a');
      expect(await claim('w1')).toBe('claimed');
      // Who stores it just now goes on, and nobody beside.
      await shared().forget('a');
      expect(await claim('w2')).toBe('elsewhere');
    });

    test('is stored again after an operator resumed the destination', async () => {
      await claim('w1');
      await shared().finish(DEVICE, 'w1', open().now);
      await open().outbox.destinations.resume('a', 'operator', open().now);
      expect(await claim('w1')).toBe('claimed');
    });
  });
});

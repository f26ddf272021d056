import { describe, expect, test } from '@jest/globals';
import { engines } from '../engines.js';
import { smallReport } from '../stored-report.js';
import { attempt, only, openForEach, TENANT } from './open-outbox.js';

const LEASE = 60_000;

describe.each(engines)('what a destination may have of a report: %s', (_name, create) => {
  const open = openForEach(create);

  const claim = async () => only(await open().outbox.queue.claim('a', 'w1', open().now, LEASE, 10));
  const end = async (outcome: string) => {
    const claimed = await claim();
    const verdict = { kind: 'dead' as const, attempt: attempt(outcome, { startedMs: open().now }) };
    await open().outbox.queue.finish(claimed, verdict, open().now);
    return claimed;
  };
  const sent = async () => open().outbox.queue.sentBefore(await claim(), ['unanswered', 'partial']);
  const current = async () => {
    const read = await open().store.read(TENANT, 'DiagnosticReport', 'r', []);
    return read !== null && 'versionId' in read ? read.versionId : null;
  };

  test('is nothing while only the first sending is under way', async () => {
    await open().save('r', 'one', { deliverTo: ['a'] });
    expect(await sent()).toEqual([]);
  });

  test('is what was delivered, and what some outcomes leave open, the latest first', async () => {
    const versions: unknown[] = [];
    for (const outcome of ['unanswered', 'rejected', 'partial']) {
      const report = smallReport('r', {});
      const resources = report.resources.map((one) => ({ ...one, language: outcome }));
      await open().store.saveReport(TENANT, { ...report, resources }, { deliverTo: ['a'] });
      versions.push(await current());
      await end(outcome);
    }
    await open().save('r', 'last', { deliverTo: ['a'] });
    expect(await sent()).toEqual([versions[2], versions[0]]);
  });

  test('is what was delivered, not what the delivery was made for', async () => {
    await open().save('r', 'one', { deliverTo: ['a'] });
    const delivered = {
      kind: 'delivered' as const,
      contentHash: 'h',
      reportVersion: 'v',
      attempt: attempt('delivered'),
    };
    await open().outbox.queue.finish(await claim(), delivered, open().now);
    await open().save('r', 'two', { deliverTo: ['a'] });
    expect(await sent()).toEqual(['v']);
  });

  test('is what a worker gave back without a word, too', async () => {
    await open().save('r', 'one', { deliverTo: ['a'] });
    await open().outbox.queue.release(await claim(), null, open().now);
    expect(await sent()).toEqual([await current()]);
  });

  test('a retry by somebody after an outcome is known, before it and by a replay is none', async () => {
    await open().save('r', 'one', { deliverTo: ['a'] });
    const { deliveries, queue } = open().outbox;
    const { id } = await end('rejected');
    const wasRetried = () => queue.wasRetriedAfter({ tenant: TENANT, id }, 'subject-changed');
    open().now += 1;
    await deliveries.retry(TENANT, id, 'operator', open().now);
    open().now += 1;
    await end('subject-changed');
    await deliveries.replay(TENANT, {}, 1_000, 'operator', open().now);
    await end('subject-changed');
    expect(await wasRetried()).toBe(false);
    await deliveries.retry(TENANT, id, 'operator', open().now);
    expect(await wasRetried()).toBe(true);
  });
});

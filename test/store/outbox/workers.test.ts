import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClaimedDelivery } from '../../../src/store/outbox/delivery.js';
import { ownLinks } from '../../../src/store/own-links.js';
import { saveReport } from '../../../src/store/save-report.js';
import { sharedEngines, type EmptyDatabase } from '../engines.js';
import { smallReport } from '../stored-report.js';
import { attempt, openOutbox, TENANT, type OpenOutbox } from './open-outbox.js';

const LEASE = 60_000;
const REPORTS = Array.from({ length: 12 }, (_, index) => `r${index}`);
const VERSIONS = 4;

/** Several gateways on one database, each with its own connections. */
describe.each(sharedEngines)('three workers and three savers at once: %s', (name, create) => {
  let empty: EmptyDatabase;
  let gateways: readonly OpenOutbox[];

  beforeEach(async () => {
    empty = await create();
    gateways = [await openOutbox(empty), await openOutbox(empty), await openOutbox(empty)];
  });

  afterEach(async () => {
    await empty.dispose();
  });

  test('deliver the last version of every report, one at a time and in order', async () => {
    const received = new Map<string, number>();
    const inFlight = new Set<string>();
    const send = async (gateway: OpenOutbox, claimed: ClaimedDelivery): Promise<void> => {
      expect(inFlight).not.toContain(claimed.reportId);
      inFlight.add(claimed.reportId);
      expect(claimed.version).toBeGreaterThan(received.get(claimed.reportId) ?? 0);
      received.set(claimed.reportId, claimed.version);
      // Others have their turn meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
      inFlight.delete(claimed.reportId);
      const { contentHash } = claimed;
      const verdict = { kind: 'delivered' as const, contentHash, attempt: attempt('delivered') };
      expect(await gateway.outbox.queue.finish(claimed, verdict, gateway.now)).toBe(true);
    };
    let saving = gateways.length;
    const save = async (gateway: OpenOutbox, index: number): Promise<void> => {
      for (let version = 0; version < VERSIONS; version += 1)
        for (const report of REPORTS)
          await gateway.save(report, `${report} ${index} ${version}`, { deliverTo: ['a'] });
      saving -= 1;
    };
    const work = async (gateway: OpenOutbox, index: number): Promise<void> => {
      for (;;) {
        const isLast = saving === 0;
        const claimed = await gateway.outbox.queue.claim('a', `w${index}`, gateway.now, LEASE, 3);
        await Promise.all(claimed.map((one) => send(gateway, one)));
        if (isLast && claimed.length === 0) return;
      }
    };
    await Promise.all([...gateways.map(save), ...gateways.map(work)]);

    const [gateway] = gateways;
    const waiting = await gateway?.outbox.deliveries.list(TENANT, { states: ['waiting'] }, 10);
    expect(waiting?.deliveries).toEqual([]);
    expect([...received.keys()].sort()).toEqual([...REPORTS].sort());
    for (const [report, version] of received) {
      const page = await gateway?.outbox.deliveries.list(TENANT, { reportId: report }, 100);
      expect(version).toBe(Math.max(...(page?.deliveries ?? []).map((one) => one.version)));
    }
  });

  // SQLite has one writer at a time.
  const onPostgres = name === 'PostgreSQL' ? test : test.skip;

  onPostgres('do not wait for each other when they save different reports', async () => {
    const [one, other] = gateways;
    if (one === undefined || other === undefined) throw new Error('not open');
    await one.save('first', 'brings the Device', { deliverTo: ['a'] });
    await one.database.transaction(async (queries) => {
      const writing = { queries, tenant: TENANT, nowMs: one.now, links: ownLinks(null) };
      await saveReport(writing, smallReport('r', { a: 'one' }), { deliverTo: ['a'] });
      // The other one's commit comes while this transaction is open.
      await other.save('s', 'one', { deliverTo: ['a'] });
      const claimed = await other.outbox.queue.claim('a', 'w1', other.now, LEASE, 10);
      expect(claimed.map(({ reportId }) => reportId).sort()).toEqual(['first', 's']);
    });
    expect(await other.outbox.queue.claim('a', 'w1', other.now, LEASE, 10)).toHaveLength(1);
  });
});

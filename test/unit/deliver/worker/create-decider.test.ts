import { describe, expect, test } from '@jest/globals';
import type { Judgement } from '../../../../src/deliver/judgement.js';
import type { DeliveryOutcome } from '../../../../src/deliver/outcome.js';
import { createDecider } from '../../../../src/deliver/worker/create-decider.js';
import type { ClaimedDelivery } from '../../../../src/store/outbox/delivery.js';

const HOUR = 3_600_000;

function claimOf(id: string): ClaimedDelivery {
  return {
    ...{ id, tenant: 'default', destination: 'ward', reportId: id, version: 1, language: 'en' },
    ...{ contentHash: id, state: 'sending', createdMs: 0, changedMs: 0, dueMs: 0, finishedMs: null },
    ...{ firstAttemptMs: null, attempts: {}, lastOutcome: null, owner: 'w', claim: 1, interruptions: 0 },
    progress: null,
  };
}

function decider() {
  const clock = { ms: 0 };
  const decide = createDecider(
    { horizonMs: 72 * HOUR, timeoutMs: 10_000 },
    () => 0.5,
    () => clock.ms,
  );
  const decided = (id: string, outcome: DeliveryOutcome, status: number, entryStatus?: number) => {
    const entries = entryStatus === undefined ? [] : [{ index: 0, resource: 'Media/1', status: entryStatus }];
    const judgement: Judgement = { outcome, status, retryAfterSeconds: null, entries, issues: [] };
    return decide(claimOf(id), judgement, clock.ms).kind;
  };
  return { clock, decided };
}

describe('a destination that refuses a delivery', () => {
  test.each<[string, DeliveryOutcome, number, number | undefined]>([
    ['403', 'unauthorised', 403, undefined],
    ['401 for an entry', 'unauthorised', 200, 401],
    ['405 for an entry', 'misconfigured', 200, 405],
  ])('by %s is held when nothing gets through, and is not when others do', (_how, outcome, ...statuses) => {
    const { decided } = decider();
    expect(decided('protected', outcome, ...statuses)).toBe('hold');
    expect(decided('other', 'delivered', 200)).toBe('delivered');
    expect(decided('protected', outcome, ...statuses)).toBe('park');
  });

  test.each<[string, DeliveryOutcome, number]>([
    ['credentials that are not valid', 'unauthorised', 401],
    ['a page for people', 'misconfigured', 200],
  ])('because of %s is held, whoever got through before', (_why, outcome, status) => {
    const { decided } = decider();
    decided('other', 'delivered', 200);
    expect(decided('one', outcome, status)).toBe('hold');
  });

  test('remembers for hours that others got through since it refused one, and holds for one that it did not', () => {
    const { clock, decided } = decider();
    decided('protected', 'unauthorised', 403);
    clock.ms = 1;
    decided('other', 'delivered', 200);
    clock.ms = HOUR;
    expect(decided('protected', 'unauthorised', 403)).toBe('park');
    expect(decided('another', 'unauthorised', 403)).toBe('hold');
  });
});

import { expect, test } from '@jest/globals';
import { problemsOf } from '../../../src/cli/await-intake.js';
import type { Delivery } from '../../../src/store/outbox/delivery.js';
import type { Intake } from '../../../src/store/outbox/intake.js';
import type { Outbox } from '../../../src/store/outbox/outbox.js';

test('following an intake counts its deliveries, those that there are and those that have ended', async () => {
  const intake = { state: 'done', finishedMs: 1, deliveryIds: ['a', 'b'] } as unknown as Intake;
  const state: Record<string, string> = { a: 'delivered', b: 'dead' };
  const outbox = {
    intakes: { read: () => Promise.resolve(intake) },
    deliveries: {
      read: (_tenant: string, id: string) =>
        Promise.resolve({
          id,
          state: state[id],
          finishedMs: 1,
          lastOutcome: 'rejected',
        } as unknown as Delivery),
    },
  } as unknown as Pick<Outbox, 'intakes' | 'deliveries'>;
  const tally = { known: 0, ended: 0 };
  const seen: string[] = [];
  const problems = await problemsOf(outbox, intake, tally, () =>
    seen.push(`${tally.ended} of ${tally.known}`),
  );
  expect(problems).toEqual(['delivery b is dead, rejected']);
  expect(seen).toEqual(['0 of 2', '1 of 2', '2 of 2']);
});

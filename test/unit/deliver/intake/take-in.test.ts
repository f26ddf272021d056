import { describe, expect, test } from '@jest/globals';
import { takeIn, type TakingIn, type ToFetch } from '../../../../src/deliver/intake/take-in.js';
import { OutcomeError } from '../../../../src/fhir/outcome.js';
import type { ClaimedIntake } from '../../../../src/store/outbox/intake.js';
import { VendorFailure } from '../../../../src/vendor/failure.js';

const CLAIM: ClaimedIntake = {
  id: 'i',
  tenant: 'default',
  handle: 'acne',
  locale: null,
  destinations: ['ward', 'archive', 'study'],
  always: false,
  state: 'working',
  createdMs: 0,
  changedMs: 0,
  dueMs: 0,
  finishedMs: null,
  attempts: 1,
  problem: null,
  reportId: null,
  deliveryIds: [],
  owner: 'w',
  claim: 1,
};

const LOCALES: Readonly<Record<string, string>> = { archive: 'es-AR', study: 'xx' };

/** Takes one intake in. @returns what was done, in its order. */
async function take(
  claim: Partial<ClaimedIntake>,
  fetch: (wanted: ToFetch) => Promise<void> = () => Promise.resolve(),
  stopping = new AbortController(),
) {
  const done: unknown[] = [];
  const note =
    (what: string) =>
    (_claim: unknown, ...values: readonly unknown[]) => {
      done.push([what, ...values]);
      return Promise.resolve(true);
    };
  const taking: TakingIn = {
    intakes: { extend: note('extend'), retry: note('retry'), fail: note('fail'), release: note('release') },
    fetch: async (wanted) => {
      await fetch(wanted);
      const { deliverTo = [], intake } = wanted.saving;
      done.push([wanted.language, deliverTo, intake?.deliveryIds]);
      const enqueued = deliverTo.map((destination) => ({
        destination,
        deliveryId: `d-${destination}`,
        isNew: true,
      }));
      return { deliveries: enqueued };
    },
    localeOf: (name) => LOCALES[name] ?? null,
    languages: { spoken: ['en', 'es'], usual: 'en' },
    wake: (name) => done.push(name),
    leaseMs: 60_000,
    nowMs: () => 1_000,
    random: () => 0,
    logger: { warn: () => undefined, error: () => undefined },
  };
  await takeIn({ ...CLAIM, ...claim }, taking, stopping.signal);
  return done;
}

describe('an intake', () => {
  test('is fetched once in each language that its destinations get, and ends with the last one', async () => {
    expect(await take({})).toEqual([
      ['en', ['ward', 'study'], undefined],
      'ward',
      'study',
      ['es', ['archive'], ['d-ward', 'd-study']],
      'archive',
    ]);
  });

  test('is fetched in the language that was asked for', async () => {
    expect(await take({ locale: 'es' })).toContainEqual(['es', ['ward', 'archive', 'study'], []]);
  });

  test('without destinations is fetched all the same', async () => {
    expect(await take({ destinations: [] })).toEqual([['en', [], []]]);
  });

  test.each([
    [new VendorFailure('unreachable'), ['retry', 'unreachable', 1_500, 1_000]],
    [new VendorFailure('throttled', { retryAfterSeconds: 60 }), ['retry', 'throttled', 61_500, 1_000]],
    [new VendorFailure('refused'), ['fail', 'refused', 1_000]],
    [new OutcomeError('gone', 'Erased.'), ['fail', 'erased', 1_000]],
    [new TypeError('a defect'), ['retry', 'internal', 1_500, 1_000]],
  ])('that fails with %s is %j', async (error, expected) => {
    expect(await take({}, () => Promise.reject(error))).toEqual([expected]);
  });

  test('is given back when the process stops', async () => {
    const stopping = new AbortController();
    const done = await take(
      {},
      ({ signal }) => {
        stopping.abort();
        return Promise.reject(signal.reason as Error);
      },
      stopping,
    );
    expect(done).toEqual([['release', 1_000]]);
  });
});

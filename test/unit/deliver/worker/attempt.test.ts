import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../../src/deliver/policy/decide.js';
import { judge } from '../../../../src/deliver/policy/judge.js';
import { attempt } from '../../../../src/deliver/worker/attempt.js';
import type { AttemptDependencies } from '../../../../src/deliver/worker/attempt-dependencies.js';
import type { ClaimedDelivery, Verdict } from '../../../../src/store/outbox/delivery.js';
import { testDestination } from '../../../helpers/destination.js';
import { claimedDelivery } from './claimed-delivery.js';

const NOW = Date.UTC(2026, 0, 1);

/** What the outbox is told of attempts, and what attempts take. */
function trying(given: Partial<AttemptDependencies>) {
  const told: (Verdict | 'released')[] = [];
  const closed: string[] = [];
  const errors: unknown[] = [];
  const dependencies: AttemptDependencies = {
    destination: testDestination({ name: 'ward' }),
    store: {
      readReport: () => Promise.resolve(null),
      readVersion: () => Promise.resolve(null),
      history: () => Promise.resolve(null),
      readFormer: () => Promise.resolve([]),
    },
    shared: {
      claim: () => Promise.resolve('stored'),
      extend: () => Promise.resolve(true),
      finish: () => Promise.resolve(),
      release: () => Promise.resolve(),
      forget: () => Promise.resolve(),
    },
    fileOf: () => Promise.resolve(null),
    nowMs: () => NOW,
    leaseMs: 60_000,
    queue: {
      extend: () => Promise.resolve(true),
      finish: (_claim, verdict) => Promise.resolve(told.push(verdict) > 0),
      release: () => Promise.resolve(told.push('released') > 0),
      sentBefore: () => Promise.resolve([]),
      wasRetriedAfter: () => Promise.resolve(false),
    },
    destinations: {
      hold: () => Promise.resolve(),
      throttle: (destination) => Promise.resolve(void closed.push(destination)),
    },
    sender: { send: unasked, get: unasked },
    credentials: () => [],
    judge: (answer, sent) => judge(answer, sent, NOW),
    profile: () => Promise.resolve({ profile: 'transaction-put', entryCap: null }),
    decide: ({ attempts, firstAttemptMs }, { outcome, retryAfterSeconds }, nowMs) =>
      decide({
        ...{ outcome, attempts, retryAfterSeconds, nowMs },
        ...{ firstAttemptMs: firstAttemptMs ?? nowMs, random: () => 0.5 },
      }),
    nextId: () => 'c-1',
    takeRequest: () => 0,
    onError: (error) => errors.push(error),
    ...given,
  };
  const once = (claim: Partial<ClaimedDelivery> = {}, stopping = new AbortController().signal) =>
    attempt({ ...claimedDelivery('d'), ...claim }, dependencies, stopping);
  return { once, told, closed, errors };
}

function unasked(): never {
  throw new Error('nothing is to be sent here');
}

const defect = new Error('a defect');
const defective = {
  store: {
    readReport: () => Promise.reject(defect),
    readVersion: () => Promise.resolve(null),
    history: () => Promise.resolve(null),
    readFormer: () => Promise.resolve([]),
  },
};

describe('an attempt in which the gateway fails', () => {
  test('counts, is tried again later, and is logged', async () => {
    const { once, told, errors } = trying(defective);
    await expect(once()).resolves.toBe('internal');
    expect(told).toMatchObject([
      { kind: 'retry', dueMs: NOW + 1_250, attempt: { outcome: 'internal', status: null, counts: true } },
    ]);
    expect(errors).toEqual([defect]);
  });

  test('is the last one when there were ten', async () => {
    const { once, told } = trying(defective);
    await once({ attempts: { internal: 9 } });
    expect(told).toMatchObject([{ kind: 'dead' }]);
  });
});

test('a delivery that ten workers did not survive is dead, and is not tried an eleventh time', async () => {
  const { once, told } = trying(defective);
  await once({ interruptions: 10 });
  expect(told).toMatchObject([{ kind: 'dead', attempt: { outcome: 'interrupted', status: null } }]);
});

test('an attempt without an answer says why, and so does the hold', async () => {
  const holds: unknown[] = [];
  const hold = (...given: unknown[]) => Promise.resolve(void holds.push(given.at(-1)));
  const profile = () =>
    Promise.resolve({ answer: { kind: 'unanswered' as const, code: 'ADDRESS_REFUSED', isSent: false } });
  const { once, told } = trying({ profile, destinations: { hold, throttle: () => Promise.resolve() } });
  await once();
  expect(told).toMatchObject([
    { isDown: false, attempt: { outcome: 'misconfigured', errorCode: 'ADDRESS_REFUSED' } },
  ]);
  expect(holds).toEqual(['ADDRESS_REFUSED']);
});

test('of an answer only what says something is kept', async () => {
  const issues = [
    { severity: 'information', code: 'informational', text: '' },
    { severity: 'information', code: 'informational', text: 'Merged.' },
    { severity: 'error', code: 'processing', text: '' },
  ];
  const profile = () =>
    Promise.resolve({ answer: { kind: 'unanswered' as const, code: 'ENOTFOUND', isSent: false } });
  const nothing = { status: 500, retryAfterSeconds: null, entries: [] };
  const { once, told } = trying({ profile, judge: () => ({ ...nothing, outcome: 'server-error', issues }) });
  await once();
  expect(told).toMatchObject([{ isDown: true, attempt: { issues: issues.slice(1) } }]);
});

test('credentials that went out are not kept, when an answer quotes them', async () => {
  const issues = [{ severity: 'error', code: 'login', text: 'opaque-token-1 has expired.' }];
  const profile = () =>
    Promise.resolve({ answer: { kind: 'unanswered' as const, code: 'ENOTFOUND', isSent: false } });
  const nothing = { status: 401, retryAfterSeconds: null, entries: [] };
  const judge = () => ({ ...nothing, outcome: 'unauthorised' as const, issues });
  const { once, told } = trying({ profile, judge, credentials: () => ['Bearer opaque-token-1'] });
  await once();
  expect(told).toMatchObject([{ attempt: { issues: [{ text: '[censored] has expired.' }] } }]);
});

describe('an attempt while the process stops', () => {
  const stopped = AbortSignal.abort();

  test('keeps what the destination has said', async () => {
    const headers = { 'retry-after': '3600' };
    const profile = () =>
      Promise.resolve({
        answer: { kind: 'answered' as const, status: 429, form: 'empty' as const, headers, body: undefined },
      });
    const { once, told, closed } = trying({ profile });
    await once({}, stopped);
    expect(told).toMatchObject([{ kind: 'retry', attempt: { outcome: 'throttled' } }]);
    expect(closed).toEqual(['ward']);
  });

  test('gives back what it has cut off', async () => {
    const { once, told } = trying(defective);
    await once({}, stopped);
    expect(told).toEqual(['released']);
  });
});

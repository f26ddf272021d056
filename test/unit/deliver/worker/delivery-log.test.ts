import { describe, expect, test } from '@jest/globals';
import { createDeliveryLog } from '../../../../src/deliver/worker/delivery-log.js';
import { createPace } from '../../../../src/deliver/worker/create-pace.js';
import { createLogger } from '../../../../src/observe/logger.js';
import type { Attempt } from '../../../../src/store/outbox/delivery.js';
import { claimedDelivery } from './claimed-delivery.js';

const NOW = Date.UTC(2026, 0, 1);
const claim = { ...claimedDelivery('d'), attempts: { transient: 2 } };
const ATTEMPT = { startedMs: NOW, durationMs: 7, correlationId: 'c-1', issues: [], counts: true };
const said: Attempt = { ...ATTEMPT, outcome: 'delivered', status: 200 };
const refused: Attempt = {
  ...{ ...ATTEMPT, outcome: 'rejected', status: 422 },
  issues: [{ severity: 'error', code: 'value', text: 'a word of the receiver' }],
};

/** A log whose lines are kept. */
function logging(isDone = true) {
  const lines: (readonly [level: string, facts: object, message: string])[] = [];
  const level = (name: string) => (facts: object, message: string) => void lines.push([name, facts, message]);
  const logger = { debug: level('debug'), info: level('info'), warn: level('warn') };
  const log = createDeliveryLog(logger, 'ward');
  const nothing = () => Promise.resolve();
  const queue = log.ofQueue({
    claim: () => Promise.resolve([]),
    extend: () => Promise.resolve(true),
    finish: () => Promise.resolve(isDone),
    release: () => Promise.resolve(true),
    sentBefore: () => Promise.resolve([]),
    wasRetriedAfter: () => Promise.resolve(false),
    nextDueMs: () => Promise.resolve(null),
  });
  const states = log.ofStates({ hold: nothing, throttle: nothing });
  const deliver = (atMs = NOW) =>
    queue.finish(claim, { kind: 'delivered', contentHash: 'h', attempt: said }, atMs);
  const told = () => lines.map(([name, , message]) => `${name} ${message}`);
  return { lines, told, queue, states, deliver, log };
}

describe('the log of deliveries', () => {
  test('has a line for each that is delivered, by which it is found when the hospital asks', async () => {
    const { lines, deliver } = logging();
    await deliver();
    const facts = {
      ...{ delivery: 'd', report: claim.reportId, destination: claim.destination, tenant: claim.tenant },
      ...{ outcome: 'delivered', status: 200, errorCode: undefined, ms: 7, attempts: 3, requestId: 'c-1' },
    };
    expect(lines).toEqual([['info', facts, 'delivered']]);
  });

  test('warns of one that is dead, without a word of the receiver', async () => {
    const { lines, told, queue } = logging();
    await queue.finish(claim, { kind: 'dead', attempt: refused }, NOW);
    expect(told()).toEqual(['warn delivery dead']);
    expect(JSON.stringify(lines)).not.toContain('word');
  });

  test('has what is tried again for those only who look closely', async () => {
    const { told, queue } = logging();
    await queue.finish(claim, { kind: 'retry', dueMs: NOW, progress: null, attempt: refused }, NOW);
    expect(told()).toEqual(['debug delivery tried again later']);
  });

  test('says nothing of an end that came too late', async () => {
    const { told, deliver } = logging(false);
    await deliver();
    expect(told()).toEqual([]);
  });
});

test('codes of errors stand in the line as they are', async () => {
  const written: string[] = [];
  const logger = createLogger({ level: 'info', destination: { write: (line) => void written.push(line) } });
  const states = { hold: () => Promise.resolve(), throttle: () => Promise.resolve() };
  await createDeliveryLog(logger, 'ward')
    .ofStates(states)
    .hold('ward', 'untrusted', NOW, NOW, 'CERT_HAS_EXPIRED');
  expect(written.join('')).toContain('"errorCode":"CERT_HAS_EXPIRED"');
});

describe('the log of a destination', () => {
  test('says once that it is held and why, and that it is running again', async () => {
    const { lines, told, states, deliver } = logging();
    await states.hold('ward', 'misconfigured', NOW + 1, NOW, 'ADDRESS_REFUSED');
    await states.hold('ward', 'misconfigured', NOW + 2, NOW, 'ADDRESS_REFUSED');
    await states.hold('ward', 'unauthorised', NOW + 3, NOW);
    expect(lines[0]?.[1]).toMatchObject({ outcome: 'misconfigured', errorCode: 'ADDRESS_REFUSED' });
    await deliver();
    await deliver();
    const held = ['warn destination held', 'warn destination held'];
    expect(told()).toEqual([...held, 'info delivered', 'info destination running again', 'info delivered']);
  });

  test('says that it is throttled, until that is over', async () => {
    const { told, states, deliver } = logging();
    await states.throttle('ward', NOW + 1);
    await states.throttle('ward', NOW + 2);
    await deliver(NOW + 1);
    expect(told()).toEqual(['info destination throttled', 'info delivered']);
    await deliver(NOW + 2);
    expect(told().at(-1)).toBe('info destination running again');
  });

  test('says that it is unreachable when it is spared, and once it is not any more', () => {
    const { told, log } = logging();
    const pace = log.ofPace(createPace({ concurrency: 4, ratePerSecond: 1_000 }, () => 0, 0));
    for (let failure = 0; failure < 7; failure += 1) pace.end('unreachable', 0);
    expect(told()).toEqual(['warn destination unreachable']);
    pace.end('delivered', 60_000);
    expect(told()).toEqual(['warn destination unreachable', 'info destination running again']);
  });
});

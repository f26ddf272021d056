import { afterEach, describe, expect, test } from '@jest/globals';
import { readFetched } from '../../../../src/vendor/read-fetched.js';
import type { FaultInput } from '../../../../src/vendor/sandbox/sandbox.js';
import { fakeTiming } from '../../../helpers/fake-timing.js';
import { failureOf } from '../stub-vendor.js';
import { ask, clientOf, closeSandboxes, openSandbox, reportPath } from './open-sandbox.js';

afterEach(closeSandboxes);

describe('A fault, as the gateway sees it', () => {
  test.each<[FaultInput, object]>([
    [{ kind: 'unauthorized' }, { kind: 'unauthorised', status: 401, errorCode: 'INVALID_TOKEN' }],
    [
      { kind: 'throttle', retryAfterSeconds: 60 },
      { kind: 'throttled', status: 429, retryAfterSeconds: 60 },
    ],
    [{ kind: 'server-error' }, { kind: 'transient', status: 500, attempts: 3 }],
    [
      { kind: 'server-error', status: 503 },
      { kind: 'transient', status: 503, attempts: 3 },
    ],
    [{ kind: 'truncated-json' }, { kind: 'structure' }],
    [
      { kind: 'success-false', errorCode: 'NO_IMAGE' },
      { kind: 'refused', errorCode: 'NO_IMAGE' },
    ],
    [{ kind: 'reset' }, { kind: 'transient', attempts: 3 }],
    [{ kind: 'not-json' }, { kind: 'structure', attempts: 1 }],
    [
      { kind: 'redirect', status: 307 },
      { kind: 'redirected', status: 307, attempts: 1 },
    ],
    [{ kind: 'oversize' }, { kind: 'too-large' }],
  ])('%j', async (fault, expected) => {
    const sandbox = await openSandbox();
    const client = clientOf(sandbox, { timing: fakeTiming() });
    sandbox.faults.set(fault);
    const fetched = client.fetchReport('acne', { locale: 'en' }).then(({ text }) => readFetched(text));
    await expect(failureOf(fetched)).resolves.toMatchObject(expected);
  });

  test.each(['latency', 'drip'] as const)('%s is outlasted by the deadline', async (kind) => {
    const timing = fakeTiming();
    const sandbox = await openSandbox({
      onRequest: () => {
        setImmediate(() => {
          timing.passDeadlines();
        });
      },
    });
    sandbox.faults.set({ kind, ms: 120_000 });
    const client = clientOf(sandbox, { timing });
    await expect(failureOf(client.fetchReport('acne', { locale: 'en' }))).resolves.toMatchObject({
      kind: 'timeout',
    });
  });

  test.each(['latency', 'drip'] as const)('%s only delays what is sent', async (kind) => {
    const sandbox = await openSandbox();
    sandbox.faults.set({ kind, ms: 1, reportId: 'empty' });
    const { text } = await clientOf(sandbox).fetchReport('empty', { locale: 'en' });
    expect(readFetched(text).report.result.conclusions).toEqual([]);
  });
});

describe('The fault switch', () => {
  const put = (body: string) => ({ method: 'PUT', body });

  test('sets, shows and clears a fault over HTTP, with its defaults filled in', async () => {
    const sandbox = await openSandbox();
    const current = { kind: 'throttle', retryAfterSeconds: 1 };
    const set = await ask(sandbox, '/sandbox/faults', put('{"kind":"throttle"}'));
    await expect(set.json()).resolves.toEqual({ current });
    await expect((await ask(sandbox, '/sandbox/faults')).json()).resolves.toEqual({ current });
    expect((await ask(sandbox, reportPath('acne'))).headers.get('retry-after')).toBe('1');
    await ask(sandbox, '/sandbox/faults', { method: 'DELETE' });
    await expect((await ask(sandbox, '/sandbox/faults')).json()).resolves.toEqual({ current: null });
    expect((await ask(sandbox, reportPath('acne'))).status).toBe(200);
  });

  test.each([
    ['', 400],
    ['{', 400],
    ['{"kind":"earthquake"}', 400],
    ['{"kind":"reset","whatever":1}', 400],
    ['{"kind":"server-error","status":200}', 400],
    ['{"kind":"redirect","location":"nowhere"}', 400],
    ['{"kind":"reset","times":0}', 400],
    [`{"kind":"${'x'.repeat(20_000)}"}`, 413],
  ])('refuses %.40j with %d', async (body, status) => {
    const sandbox = await openSandbox();
    expect((await ask(sandbox, '/sandbox/faults', put(body))).status).toBe(status);
    expect(sandbox.faults.current()).toBeUndefined();
  });

  test('has no other method', async () => {
    const response = await ask(await openSandbox(), '/sandbox/faults', { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, PUT, DELETE']);
  });

  test('spoils as many answers as it is told, and no more', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.set({ kind: 'server-error', times: 2 });
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await ask(sandbox, reportPath('acne'))).status);
    expect(statuses).toEqual([500, 500, 200, 200]);
  });

  test('spoils answers about one report only, whichever of its ids is asked for', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.set({ kind: 'server-error', reportId: 'acne' });
    const handle = sandbox.reports.find(({ id }) => id === 'acne')?.handle ?? '';
    const ids = ['psoriasis', 'acne', handle];
    const answers = await Promise.all(ids.map((id) => ask(sandbox, reportPath(id))));
    expect(answers.map(({ status }) => status)).toEqual([200, 500, 500]);
  });

  test('spoils the share of answers that it is told', async () => {
    const numbers = [0.49, 0.5, 0.1, 0.9];
    const sandbox = await openSandbox({ random: () => numbers.shift() ?? 0 });
    sandbox.faults.set({ kind: 'server-error', rate: 0.5 });
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await ask(sandbox, reportPath('acne'))).status);
    expect(statuses).toEqual([500, 200, 500, 200]);
  });
});

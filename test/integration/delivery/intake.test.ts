import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ask, issuesIn, type Asked } from '../../helpers/ask.js';
import { openDeliveryService, type DeliveryService } from '../../helpers/delivery-service.js';

let service: DeliveryService;
beforeAll(async () => {
  service = await openDeliveryService();
});
afterAll(() => service.close());

const answerSchema = z.object({
  intakes: z.array(z.looseObject({ id: z.string(), state: z.string(), destinations: z.array(z.string()) })),
});

const post = (body: unknown, headers: Asked['headers'] = {}) =>
  ask(service.app, 'post', '/intake/reports', {
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const intakesIn = ({ text }: { readonly text: string }) => answerSchema.parse(JSON.parse(text)).intakes;

describe('POST /intake/reports', () => {
  test('takes reports in, and tells where to ask for them', async () => {
    const answer = await post({ reports: ['one', 'two'] }, { Prefer: 'respond-async' });
    expect([answer.status, answer.headers['preference-applied']]).toEqual([202, 'respond-async']);
    expect(intakesIn(answer).map(({ destinations }) => destinations)).toEqual([
      ['ward', 'archive'],
      ['ward', 'archive'],
    ]);
    expect(service.woken).toContain('*');
    const { origin, pathname } = new URL(answer.headers['content-location'] ?? '');
    expect(origin).toBe('https://gateway.test');
    const status = await ask(service.app, 'get', pathname);
    expect([status.status, status.headers['retry-after']]).toEqual([202, '5']);
    expect(intakesIn(status)).toEqual(intakesIn(answer));
  });

  test('is the same request again under the same key, and 422 with another body', async () => {
    const key = { 'Idempotency-Key': '"k-1"' };
    const [first] = intakesIn(await post({ reports: ['three'] }, key));
    const [claimed] = await service.outbox.intakes.claim('w', service.clock.nowMs, 1000, 10);
    expect(claimed).toBeDefined();
    for (const same of ['"k-1"', 'k-1'])
      expect(intakesIn(await post({ reports: ['three'] }, { 'Idempotency-Key': same }))[0]?.id).toBe(
        first?.id,
      );
    const other = await post({ reports: ['four'] }, key);
    expect([other.status, issuesIn(other)[0]?.code]).toEqual([422, 'business-rule']);
  });

  test('takes nothing in of a body that comes under the key of another one', async () => {
    const key = { 'Idempotency-Key': 'k-2' };
    await post({ reports: ['wanted'] }, key);
    const refused = await post({ reports: ['refused-1', 'refused-2', 'refused-3'] }, key);
    expect(refused.status).toBe(422);
    const claims = await service.outbox.intakes.claim('w', service.clock.nowMs, 1000, 50);
    expect(claims.map(({ handle }) => handle)).toContain('wanted');
    expect(claims.filter(({ handle }) => handle.startsWith('refused'))).toEqual([]);
  });

  test('says which rule a body breaks and where, and not what it holds', async () => {
    const answer = await post({ reports: ['fine', '../canary'], always: 'canary', canary: 1 });
    expect(answer.status).toBe(422);
    expect(issuesIn(answer).map(({ diagnostics, details }) => [diagnostics, details?.text])).toEqual([
      ['/reports/1', 'Must be an id that the vendor can have given out.'],
      ['/always', 'Must be true or false.'],
      [undefined, 'Must hold nothing else.'],
    ]);
    expect(answer.text).not.toContain('canary');
  });

  test.each([
    [{ reports: ['five'], destinations: ['far'] }, 422, 'value'],
    [{ reports: [] }, 422, 'structure'],
    [{ reports: ['a', 'a'] }, 422, 'structure'],
    [[], 422, 'structure'],
  ])('refuses %j', async (body, status, code) => {
    const answer = await post(body);
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([status, code]);
  });

  test('refuses a key that is none', async () => {
    for (const key of ['a b', '', '""', '"a b"'])
      expect((await post({ reports: ['six'] }, { 'Idempotency-Key': key })).status).toBe(400);
  });
});

describe('GET /intake/reports/{id}', () => {
  test('is 200 once it has ended', async () => {
    const id = intakesIn(await post({ reports: ['seven'] }))[0]?.id ?? '';
    const claims = await service.outbox.intakes.claim('w', service.clock.nowMs, 1000, 50);
    const claim = claims.find((one) => one.id === id)!;
    await service.outbox.intakes.fail(claim, 'not-found', service.clock.nowMs);
    const status = await ask(service.app, 'get', `/intake/reports/${id}`);
    expect([status.status, intakesIn(status)[0]]).toEqual([
      200,
      expect.objectContaining({ state: 'failed', problem: 'not-found', attempts: 1 }),
    ]);
    expect((await ask(service.elsewhere, 'get', `/intake/reports/${id}`)).status).toBe(404);
  });

  test('is 404 for what was never taken in', async () => {
    expect((await ask(service.app, 'get', '/intake/reports/none')).status).toBe(404);
  });
});

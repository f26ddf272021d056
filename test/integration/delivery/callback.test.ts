import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { signerOf } from '../../../src/serve/intake/webhook-signature.js';
import { ask, issuesIn } from '../../helpers/ask.js';
import { openDeliveryService, type DeliveryService } from '../../helpers/delivery-service.js';
import type { Answer } from '../../helpers/openapi.js';

const NEXT = Buffer.from('the next secret of the tests....');
const SECRET = Buffer.from('a secret of the tests, 32 bytes.');
const ELSEWHERE = Buffer.from('a secret of somebody else, 32 b.');

let open: DeliveryService;
let signed: DeliveryService;
beforeAll(async () => {
  open = await openDeliveryService();
  signed = await openDeliveryService([
    { tenant: 'default', key: NEXT },
    { tenant: 'default', key: SECRET },
    { tenant: 'elsewhere', key: ELSEWHERE },
  ]);
});
afterAll(async () => {
  await open.close();
  await signed.close();
});

const READY = JSON.stringify({ message: 'analysis_completed', id: 'acne', report: 'ignored' });

function signature(id: string, seconds: number, body: string, key = SECRET): Record<string, string> {
  const signed = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,AAAA v1,${signed}`,
  };
}

const call = ({ app }: DeliveryService, body: string, headers: Record<string, string> = {}) =>
  ask(app, 'post', '/intake/callback', { body, headers: { 'Content-Type': 'application/json', ...headers } });

function intakeIn({ text }: Answer) {
  const answer = z.object({ intakes: z.array(z.looseObject({ id: z.string(), destinations: z.unknown() })) });
  return answer.parse(JSON.parse(text)).intakes[0]!;
}

describe('a callback', () => {
  test('takes the report in for the automatic destinations', async () => {
    expect(intakeIn(await call(open, READY)).destinations).toEqual(['ward', 'archive']);
  });

  test('about something else changes nothing', async () => {
    expect((await call(open, '{"message":"image_rejected"}')).status).toBe(204);
  });

  test.each(['[]', '{"message":"analysis_completed"}', '{"message":"analysis_completed","id":"../x"}'])(
    'is refused when it is %s',
    async (body) => {
      expect((await call(open, body)).status).toBe(422);
    },
  );
});

describe('a signed callback', () => {
  const seconds = () => signed.clock.nowMs / 1_000;

  test('is taken once, however often it comes', async () => {
    const first = await call(signed, READY, signature('m1', seconds(), READY));
    const claims = await signed.outbox.intakes.claim('w', signed.clock.nowMs, 60_000, 10);
    expect([first.status, claims.length]).toEqual([202, 1]);
    const again = await call(signed, READY, signature('m1', seconds() + 60, READY));
    expect(intakeIn(again).id).toBe(intakeIn(first).id);
    const other = JSON.stringify({ message: 'analysis_completed', id: 'psoriasis' });
    expect((await call(signed, other, signature('m1', seconds(), other))).status).toBe(422);
  });

  test('is about the reports of the tenant whose key it is, and of no other', async () => {
    const answer = await call(signed, READY, signature('m1', seconds(), READY, ELSEWHERE));
    const { id, destinations } = intakeIn(answer);
    expect(destinations).toEqual(['far']);
    expect(await signed.outbox.intakes.read('elsewhere', id)).toMatchObject({ tenant: 'elsewhere' });
    expect(await signed.outbox.intakes.read('default', id)).toBeNull();
  });

  test.each([
    ['without a signature', () => ({})],
    [
      'signed with another key',
      () => ({ ...signature('m2', seconds(), READY), 'webhook-signature': 'v1,AAAA' }),
    ],
    ['of another body', () => signature('m3', seconds(), '{}')],
    ['of another id', () => ({ ...signature('m4', seconds(), READY), 'webhook-id': 'm5' })],
    ['that is too old', () => signature('m6', seconds() - 301, READY)],
    ['from the future', () => signature('m7', seconds() + 301, READY)],
  ])('%s is refused', async (_what, headers: () => Record<string, string>) => {
    const answer = await call(signed, READY, headers());
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([401, 'login']);
  });
});

describe('a signature', () => {
  test('is made as the examples of Svix, who wrote Standard Webhooks, make it', () => {
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: '1614265330',
      signatures: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      body: Buffer.from('{"test": 2432232314}'),
    };
    const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    expect(signerOf(message, [{ tenant: 'north', key: secret }], 1_614_265_330_000)).toEqual({
      tenant: 'north',
    });
  });

  test.each([
    ['webhook-not-signed', { signatures: undefined }],
    ['webhook-not-signed', { id: undefined }],
    ['webhook-clock', { timestamp: '699' }],
    ['webhook-clock', { timestamp: 'now' }],
    ['webhook-signature', {}],
  ])('that is none is %s in the log', (fault, wrong) => {
    const message = { id: 'm', timestamp: '1000', signatures: 'v1,AAAA', body: Buffer.from('{}'), ...wrong };
    expect(signerOf(message, [{ tenant: 'north', key: Buffer.from('k') }], 1_000_000)).toEqual({ fault });
  });
});

import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { present } from '../../../src/serve/interaction/resource-source.js';
import { ask, issuesIn, type Method } from '../../helpers/ask.js';
import { openDeliveryService, type DeliveryService } from '../../helpers/delivery-service.js';

const deliverySchema = z.looseObject({ id: z.string(), state: z.string(), destination: z.string() });
const pageSchema = z.object({ deliveries: z.array(deliverySchema), next: z.string().optional() });

let service: DeliveryService;
beforeAll(async () => {
  service = await openDeliveryService();
});
afterAll(() => service.close());

async function call(method: Method, path: string, query = '', body?: unknown) {
  const headers = { 'Content-Type': 'application/json' };
  const asked = body === undefined ? { query } : { query, headers, body: JSON.stringify(body) };
  return ask(service.app, method, path, asked);
}
const json = ({ text }: { readonly text: string }): unknown => JSON.parse(text);
const list = async (query = '') => pageSchema.parse(json(await call('get', '/deliveries', query)));

/** Pushes to a destination until the delivery is dead. @returns its id. */
async function dead(destination: string): Promise<string> {
  const { store, outbox, reportId, clock } = service;
  const options = { deliverTo: [destination], always: true };
  await store.deliverReport('default', reportId, [], options);
  const [claim] = await outbox.queue.claim(destination, 'w', clock.nowMs, 60_000, 1);
  const issue = { severity: 'error', code: 'value', text: 'Too dark.', entry: 3 };
  const attempt = {
    ...{ startedMs: clock.nowMs, durationMs: 12.5, outcome: 'rejected', status: 422, correlationId: 'c1' },
    ...{ issues: [issue], counts: true },
  };
  await outbox.queue.finish(claim!, { kind: 'dead', attempt }, clock.nowMs);
  return claim!.id;
}

describe('an operator', () => {
  test('sees why a delivery is dead', async () => {
    const id = await dead('ward');
    expect((await list('state=dead')).deliveries.map((one) => one.id)).toEqual([id]);
    expect(json(await call('get', `/deliveries/${id}`))).toMatchObject({
      state: 'dead',
      lastOutcome: 'rejected',
      attempts: [{ status: 422, requestId: 'c1', issues: [{ text: 'Too dark.' }] }],
    });
    expect((await list('state=waiting')).deliveries).toEqual([]);
  });

  test('is told where in the raw report that came from which a receiver objects to', async () => {
    const { store, outbox, reportId, clock } = service;
    const versions = present(await store.readReport('default', reportId, []));
    const media = versions.find(({ type }) => type === 'Media');
    await store.deliverReport('default', reportId, [], { deliverTo: ['trial'], always: true });
    const [claim] = await outbox.queue.claim('trial', 'w', clock.nowMs, 60_000, 1);
    const issue = { severity: 'error', code: 'value', text: 'Not that.', entry: 3 };
    const at = (resource: string, expression: string) => ({ ...issue, resource, expression });
    const issues = [
      at(`Media/${media?.id}`, 'Media.content'),
      at(`Media/${media?.id}`, `Bundle.entry[3].resource/*Media/${media?.id}*/.content[0].title`),
      at(`Media/${media?.id}`, 'Media.nothing'),
      at('Media/another', 'Media.content'),
      issue,
    ];
    const attempt = {
      ...{ startedMs: clock.nowMs, durationMs: 1, outcome: 'rejected', status: 422, correlationId: 'c' },
      ...{ issues, counts: true },
    };
    await outbox.queue.finish(claim!, { kind: 'dead', attempt }, clock.nowMs);
    const shown = json(await call('get', `/deliveries/${claim!.id}`));
    const { attempts } = z
      .object({ attempts: z.array(z.object({ issues: z.array(z.looseObject({})) })) })
      .parse(shown);
    const places = attempts[0]?.issues.map((one) => one['rawPointers']);
    const [title, modality] = ['/data/macroscopicMedia/type', '/data/result/observations/0/media/modality'];
    expect(places).toEqual([
      expect.arrayContaining([title, modality]),
      expect.arrayContaining([title, modality]),
      ...[undefined, undefined, undefined],
    ]);
    await call('post', `/deliveries/${claim!.id}/discard`);
  });

  test('is told in words why an attempt had no answer, and what its destination is held for', async () => {
    const { store, outbox, reportId, clock } = service;
    await store.deliverReport('default', reportId, [], { deliverTo: ['trial'], always: true });
    const [claim] = await outbox.queue.claim('trial', 'w', clock.nowMs, 60_000, 1);
    const attempt = {
      ...{
        startedMs: clock.nowMs,
        durationMs: 1,
        outcome: 'misconfigured',
        status: null,
        correlationId: 'c',
      },
      ...{ errorCode: 'ADDRESS_REFUSED', issues: [], counts: false },
    };
    await outbox.destinations.hold('trial', 'misconfigured', clock.nowMs + 1, clock.nowMs, 'ADDRESS_REFUSED');
    await outbox.queue.finish(claim!, { kind: 'dead', attempt }, clock.nowMs);
    const told = { error: 'ADDRESS_REFUSED', meaning: expect.stringContaining('allowPrivate') };
    expect(json(await call('get', `/deliveries/${claim!.id}`))).toMatchObject({ attempts: [told] });
    expect(json(await call('get', '/destinations'))).toMatchObject({
      destinations: expect.arrayContaining([
        expect.objectContaining({ name: 'trial', held: expect.objectContaining(told) }),
      ]),
    });
    await outbox.destinations.resume('trial', 'tester', clock.nowMs);
    await call('post', `/deliveries/${claim!.id}/discard`);
  });

  test('is given a reason for what failed, and none for what arrived', async () => {
    const { outbox, clock } = service;
    const id = await dead('trial');
    expect(json(await call('get', `/fhir/Task/${id}`))).toMatchObject({ statusReason: { text: 'rejected' } });
    await call('post', `/deliveries/${id}/retry`);
    const [claim] = await outbox.queue.claim('trial', 'w', clock.nowMs, 60_000, 1);
    const attempt = {
      ...{ startedMs: clock.nowMs, durationMs: 1, outcome: 'delivered', status: 200, correlationId: 'c2' },
      ...{ issues: [], counts: true },
    };
    const { contentHash } = claim!;
    await outbox.queue.finish(claim!, { kind: 'delivered', contentHash, attempt }, clock.nowMs);
    expect(json(await call('get', `/fhir/Task/${id}`))).not.toHaveProperty('statusReason');
    expect(json(await call('get', `/deliveries/${id}`))).toMatchObject({ outcomes: { delivered: 1 } });
  });

  test('sends a dead delivery again, once', async () => {
    const [{ id } = { id: '' }] = (await list('state=dead')).deliveries;
    service.woken.length = 0;
    const answer = await call('post', `/deliveries/${id}/retry`);
    expect([answer.status, json(answer)]).toEqual([202, expect.objectContaining({ id, state: 'waiting' })]);
    expect(service.woken).toEqual(['ward']);
    const [claim] = await service.outbox.queue.claim('ward', 'w', service.clock.nowMs, 60_000, 1);
    expect(claim?.id).toBe(id);
    const again = await call('post', `/deliveries/${id}/retry`);
    expect([again.status, issuesIn(again)[0]?.code]).toEqual([409, 'conflict']);
    expect((await call('post', `/deliveries/${id}/discard`)).status).toBe(409);
  });

  test('discards what is dead', async () => {
    const id = await dead('trial');
    expect(json(await call('post', `/deliveries/${id}/discard`))).toMatchObject({ state: 'discarded' });
  });

  test('replays what is dead slowly, and stops that', async () => {
    const id = await dead('archive');
    const answer = await call('post', '/replays', '', { destination: 'archive', perSecond: 2 });
    expect(json(answer)).toMatchObject({ total: 1, by: 'tester', states: { waiting: 1 } });
    const { origin, pathname: path } = new URL(answer.headers['content-location'] ?? '');
    expect(origin).toBe('https://gateway.test');
    expect(json(await call('get', path))).toEqual(json(answer));
    expect(json(await call('get', '/replays'))).toEqual({ replays: [json(answer)] });
    expect(json(await ask(service.elsewhere, 'get', '/replays'))).toEqual({ replays: [] });
    expect(json(await call('post', `${path}/cancel`))).toMatchObject({ states: { dead: 1 } });
    expect(json(await call('get', `/deliveries/${id}`))).toMatchObject({ state: 'dead' });
  });

  test('sees what has not arrived, since when, and that a destination is down', async () => {
    const { store, outbox, reportId, clock } = service;
    await store.deliverReport('default', reportId, [], { deliverTo: ['trial'], always: true });
    const [claim] = await outbox.queue.claim('trial', 'w', clock.nowMs, 60_000, 1);
    const attempt = {
      ...{ startedMs: clock.nowMs, durationMs: 1, outcome: 'unreachable', status: null, correlationId: 'c' },
      ...{ errorCode: 'ECONNREFUSED', issues: [], counts: true },
    };
    const verdict = { kind: 'retry', dueMs: clock.nowMs, progress: null, attempt, isDown: true } as const;
    await outbox.queue.finish(claim!, verdict, clock.nowMs);
    const now = new Date(clock.nowMs).toISOString();
    const listed = async (app: RequestListener) => {
      const { destinations } = z
        .object({ destinations: z.array(z.looseObject({ name: z.string() })) })
        .parse(json(await ask(app, 'get', '/destinations')));
      return destinations.find(({ name }) => name === 'trial');
    };
    expect(await listed(service.app)).toMatchObject({
      ...{ state: 'unreachable', waiting: 1, sending: 0, oldestWaiting: now },
      failing: { since: now, reason: 'unreachable', error: 'ECONNREFUSED' },
    });
    expect(await listed(service.elsewhere)).toMatchObject({ state: 'unreachable', waiting: 0, dead: 0 });
    await outbox.destinations.resume('trial', 'tester', clock.nowMs);
  });

  test('pauses a destination and goes on', async () => {
    expect(json(await call('post', '/destinations/ward/pause'))).toMatchObject({
      state: 'paused',
      paused: { by: 'tester' },
    });
    const { destinations } = z
      .object({ destinations: z.array(z.looseObject({ name: z.string(), state: z.string() })) })
      .parse(json(await call('get', '/destinations')));
    expect(destinations.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'ward paused',
      'archive running',
      'trial running',
    ]);
    expect(json(await call('post', '/destinations/ward/resume'))).toMatchObject({ state: 'running' });
  });

  test('of one tenant does not stop what others use, nor sees what is theirs', async () => {
    expect((await call('post', '/destinations/trial/pause')).status).toBe(409);
    expect((await call('post', '/destinations/far/pause')).status).toBe(404);
    const [{ id } = { id: '' }] = (await list()).deliveries;
    for (const [method, path] of [
      ['get', `/deliveries/${id}`],
      ['post', `/deliveries/${id}/retry`],
      ['post', `/deliveries/${id}/discard`],
    ] as const)
      expect((await ask(service.elsewhere, method, path)).status).toBe(404);
    expect(json(await ask(service.elsewhere, 'get', '/deliveries'))).toEqual({ deliveries: [] });
  });

  test('reads deliveries page by page', async () => {
    const all = (await list()).deliveries.map(({ id }) => id);
    const first = await list('limit=1');
    const second = await list(`limit=1&cursor=${first.next ?? ''}`);
    expect([...first.deliveries, ...second.deliveries].map(({ id }) => id)).toEqual(all.slice(0, 2));
  });

  test.each(['state=lost', 'limit=0', 'from=yesterday', 'report=a/b', 'cursor=zzz', 'destination=warb'])(
    'is told that %s is wrong',
    async (query) => {
      expect((await call('get', '/deliveries', query)).status).toBe(400);
    },
  );

  test.each([
    ...[{}, { perSecond: 1 }, { all: false }, { destination: 'warb' }, { destination: 'far' }],
    ...[{ all: true, perSecond: 0 }, { all: true, other: 1 }, { from: 'yesterday' }],
  ])('cannot replay %j', async (body) => {
    expect((await call('post', '/replays', '', body)).status).toBe(422);
  });

  test('cannot replay without a body', async () => {
    const answer = await call('post', '/replays');
    expect([answer.status, issuesIn(answer)[0]?.details?.text]).toEqual([400, 'The request has no body.']);
  });
});

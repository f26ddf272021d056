import { afterEach, describe, expect, test } from '@jest/globals';
import { startReceiver, type Receiver, type ReceiverOptions } from '../../../src/deliver/sandbox/receiver.js';
import { ask } from './ask-receiver.js';
import { device, SYSTEM } from './bundles.js';

let receiver: Receiver | undefined;

async function started(options: ReceiverOptions): Promise<Receiver> {
  receiver = await startReceiver(options);
  return receiver;
}

afterEach(() => receiver?.close());

const patient = { resourceType: 'Patient', id: 'p1' };
const document = {
  resourceType: 'DocumentReference',
  status: 'current',
  subject: { reference: 'Patient/p1' },
  content: [{ attachment: { contentType: 'application/pdf', data: 'JVBERi0=' } }],
};

describe('one resource', () => {
  test('is created, read, found, changed and deleted', async () => {
    const hospital = await started({ now: () => 0 });
    const put = await ask(hospital, 'PUT', `Device/${device.id}`, device);
    expect([put.status, put.headers.get('etag'), put.headers.get('location')]).toEqual([
      201,
      'W/"1"',
      `${hospital.url}/Device/${device.id}/_history/1`,
    ]);
    expect((await ask(hospital, 'GET', `Device/${device.id}`)).body).toEqual({
      ...device,
      meta: { versionId: '1', lastUpdated: '1970-01-01T00:00:00.000Z' },
    });
    const search = `Device?identifier=${encodeURIComponent(`${SYSTEM}|device`)}&_count=2`;
    expect((await ask(hospital, 'GET', search)).body?.total).toBe(1);
    const changed = { resourceType: 'Device', id: device.id };
    expect((await ask(hospital, 'PUT', `Device/${device.id}`, changed)).status).toBe(200);
    expect((await ask(hospital, 'GET', search)).body?.total).toBe(0);
    expect((await ask(hospital, 'DELETE', `Device/${device.id}`)).status).toBe(204);
    expect((await ask(hospital, 'GET', `Device/${device.id}`)).status).toBe(410);
    expect((await ask(hospital, 'GET', 'Device/other')).status).toBe(404);
  });

  test('is found by a value that has a comma and a bar in it', async () => {
    const hospital = await started({});
    hospital.hold({ ...device, identifier: [{ system: SYSTEM, value: 'a,b|c' }] });
    const asked = (token: string): ReturnType<typeof ask> =>
      ask(hospital, 'GET', `Device?identifier=${encodeURIComponent(token)}`);
    expect((await asked(`${SYSTEM}|a\\,b\\|c`)).body?.total).toBe(1);
    expect((await asked(`${SYSTEM}|a,${SYSTEM}|b`)).body?.total).toBe(0);
  });

  test('is not updated under another version: 412 by R4, 409 at HAPI', async () => {
    for (const [behaves, status] of [
      ['plain', 412],
      ['hapi', 409],
    ] as const) {
      const hospital = await started({ behaves });
      hospital.hold(device);
      const stale = { 'if-match': 'W/"7"' };
      expect((await ask(hospital, 'PUT', `Device/${device.id}`, device, stale)).status).toBe(status);
      expect(
        (await ask(hospital, 'PUT', `Device/${device.id}`, device, { 'if-match': 'W/"1"' })).status,
      ).toBe(200);
      await hospital.close();
    }
  });

  test('keeps the labels that it had at HAPI, and loses them elsewhere', async () => {
    const tagged = { ...device, meta: { tag: [{ system: SYSTEM, code: 'old' }] } };
    for (const [behaves, codes] of [
      ['hapi', ['new', 'old']],
      ['plain', ['new']],
    ] as const) {
      const hospital = await started({ behaves });
      hospital.hold(tagged);
      const retagged = { ...device, meta: { tag: [{ system: SYSTEM, code: 'new' }] } };
      await ask(hospital, 'PUT', `Device/${device.id}`, retagged);
      const [held] = hospital.resources();
      expect(held?.['meta']).toMatchObject({ tag: codes.map((code) => ({ code })) });
      await hospital.close();
    }
  });

  test('cannot have a number for an id at HAPI', async () => {
    const { status, body } = await ask(await started({ behaves: 'hapi' }), 'PUT', 'Device/12', {
      ...device,
      id: '12',
    });
    expect([status, body?.issue?.[0]?.diagnostics]).toEqual([400, expect.stringContaining('HAPI-0960')]);
  });

  test('is made once by If-None-Exist, and twice where that is ignored', async () => {
    const condition = { 'if-none-exist': `identifier=${SYSTEM}|document` };
    const sent = { ...document, identifier: [{ system: SYSTEM, value: 'document' }] };
    for (const [behaves, count] of [
      ['google', 1],
      ['epic', 2],
      ['oracle', 2],
    ] as const) {
      const hospital = await started({ behaves });
      hospital.hold(patient);
      expect((await ask(hospital, 'POST', 'DocumentReference', sent, condition)).status).toBe(201);
      await ask(hospital, 'POST', 'DocumentReference', sent, condition);
      expect(hospital.find('DocumentReference', SYSTEM, 'document')).toHaveLength(count);
      await hospital.close();
    }
  });
});

describe('a server that takes little', () => {
  test.each(['epic', 'oracle'] as const)(
    '%s answers a create with a Location and no body',
    async (behaves) => {
      const hospital = await started({ behaves });
      hospital.hold(patient);
      const { status, headers, body } = await ask(hospital, 'POST', 'DocumentReference', document);
      expect([status, body]).toEqual([201, undefined]);
      const [address] = hospital.addresses('DocumentReference');
      expect(headers.get('location')).toBe(`${hospital.url}/${address ?? ''}/_history/1`);
    },
  );

  test.each([
    ['epic', 'Media', {}, 405, 'not-supported'],
    ['epic', 'Observation', { subject: { reference: 'Patient/p1' } }, 422, 'business-rule'],
    ['epic', 'DocumentReference', {}, 422, 'required'],
    ['oracle', 'Media', {}, 405, 'not-supported'],
    ['oracle', 'DiagnosticReport', { subject: { reference: 'Patient/p1' } }, 422, 'business-rule'],
    ['oracle', 'DocumentReference', { modifierExtension: [{ url: 'urn:x' }] }, 422, 'extension'],
    ['oracle', 'DocumentReference', {}, 422, 'required'],
  ] as const)('%s refuses a %s of %j with %d %s', async (behaves, resourceType, rest, status, code) => {
    const hospital = await started({ behaves });
    hospital.hold(patient);
    const answer = await ask(hospital, 'POST', resourceType, { resourceType, ...rest });
    expect([answer.status, answer.body?.issue?.[0]?.code]).toEqual([status, code]);
  });

  test('Epic numbers its errors', async () => {
    const hospital = await started({ behaves: 'epic' });
    const { body } = await ask(hospital, 'POST', 'DocumentReference', document);
    expect(body?.issue?.[0]?.details?.coding?.[0]?.code).toBe('59144');
  });
});

describe('what is refused before it is looked at', () => {
  test.each([
    ['no JSON', {}, '{', 400, 400],
    ['another media type', { 'content-type': 'text/plain' }, 'x', 415, 400],
    ['an Accept without JSON', { accept: 'application/fhir+xml' }, undefined, 406, 406],
    ['a body that is too long', {}, ' '.repeat(2000), 413, 413],
  ] as const)('%s', async (_, headers, body, status, statusOfHapi) => {
    for (const [behaves, expected] of [
      ['plain', status],
      ['hapi', statusOfHapi],
    ] as const) {
      const hospital = await started({ behaves, bodyLimit: 1000 });
      expect((await ask(hospital, body === undefined ? 'GET' : 'POST', 'Device', body, headers)).status).toBe(
        expected,
      );
      await hospital.close();
    }
  });

  test('a request without the token, except for /metadata', async () => {
    const hospital = await started({ token: 'secret' });
    expect((await ask(hospital, 'GET', 'Device')).status).toBe(401);
    expect((await ask(hospital, 'GET', 'Device', undefined, { authorization: 'Bearer secret' })).status).toBe(
      200,
    );
    expect((await ask(hospital, 'GET', 'metadata')).status).toBe(200);
  });
});

describe('a server that asks to wait', () => {
  test.each([
    ['plain', 'retry-after', '2'],
    ['aidbox', 'retry-after', '2'],
    ['epic', 'retry-after', 'Thu, 01 Jan 1970 00:00:03 GMT'],
    ['medplum', 'ratelimit', '"requests";r=5000;t=2, "fhirInteractions";r=0;t=2'],
    ['google', 'retry-after', null],
    ['hapi', 'retry-after', null],
  ] as const)('%s says so with %s: %s', async (behaves, header, value) => {
    const hospital = await started({ behaves, now: () => 0 });
    hospital.refuseNext('throttled', 1);
    const { status, headers, body } = await ask(hospital, 'GET', 'Device');
    expect([status, headers.get(header)]).toEqual([429, value]);
    expect(body?.error === undefined).toBe(behaves !== 'google');
    expect((await ask(hospital, 'GET', 'Device')).status).toBe(200);
  });
});

test.each([
  ['plain', ['transaction', 'batch'], true, true],
  ['hapi', ['transaction'], undefined, true],
  ['medplum', ['transaction', 'batch'], false, true],
  ['google', ['transaction', 'batch'], false, true],
  ['google-update-create', ['transaction', 'batch'], true, true],
  ['aidbox', ['transaction', 'batch'], true, true],
  ['epic', undefined, false, false],
  ['oracle', ['batch'], false, false],
] as const)(
  '%s states %j, updateCreate %s, conditionalCreate %s',
  async (behaves, system, updateCreate, conditional) => {
    const { body } = await ask(await started({ behaves }), 'GET', 'metadata');
    const [rest] = body?.rest ?? [];
    expect(rest?.interaction?.map(({ code }) => code)).toEqual(system);
    const media = rest?.resource?.find(({ type }) => type === 'Media');
    expect([media?.updateCreate, media?.conditionalCreate]).toEqual([updateCreate, conditional]);
    const canCreate = media?.interaction?.some(({ code }) => code === 'create');
    expect(canCreate).toBe(behaves !== 'epic' && behaves !== 'oracle');
  },
);

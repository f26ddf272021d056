import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Bundle,
  CapabilityStatement,
  DiagnosticReport,
  Observation,
  OperationOutcome,
} from 'fhir/r4.js';
import { brokenSample } from '../conformance/planted-defect.js';
import { SAMPLE, sampleBundle } from '../conformance/sample-bundle.js';
import { type MedplumReceiver, startMedplumReceiver } from './medplum-receiver.js';

let receiver: MedplumReceiver;

beforeAll(async () => {
  receiver = await startMedplumReceiver({ bodyLimit: 1_000_000 });
});
afterEach(() => {
  receiver.repository.clear();
});
afterAll(() => receiver.close());

interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

async function send<T>(
  method: string,
  path: string,
  body?: unknown,
  type = 'application/fhir+json',
): Promise<Answer<T>> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init = body === undefined ? { method } : { method, body: text, headers: { 'content-type': type } };
  const response = await fetch(receiver.url + path, init);
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}

const idOf = (position: number): string => sampleBundle().entry?.[position]?.resource?.id ?? '';
const reportPath = `/DiagnosticReport/${idOf(SAMPLE.report)}`;

describe('a transaction of PUTs with urn:uuid references', () => {
  it.each(['', '/'])('is stored when posted to the base followed by %p', async (slash) => {
    const answer = await send<Bundle>('POST', slash, sampleBundle());
    expect(answer.status).toBe(200);
    expect(answer.body.type).toBe('transaction-response');
    expect(answer.body.entry?.map(({ response }) => response?.status)).toEqual(
      Array(8).fill(expect.stringMatching(/^20[01]/)),
    );
    expect(receiver.repository.count()).toBe(8);
  });

  it('has its references rewritten to the resources stored', async () => {
    await send('POST', '', sampleBundle());
    const { body } = await send<DiagnosticReport>('GET', reportPath);
    expect(body.result?.map(({ reference }) => reference)).toEqual([
      `Observation/${idOf(SAMPLE.condition)}`,
      `Observation/${idOf(SAMPLE.finding)}`,
      `Observation/${idOf(SAMPLE.score)}`,
    ]);
    expect(body.media?.[0]?.link.reference).toBe(`Media/${idOf(SAMPLE.media)}`);
  });

  it('makes no duplicates when sent again', async () => {
    await send('POST', '', sampleBundle());
    const again = await send<Bundle>('POST', '', sampleBundle());
    expect(again.status).toBe(200);
    expect(receiver.repository.count()).toBe(8);
    const { body } = await send<Bundle>('GET', '/Observation');
    expect(body.total).toBe(3);
  });

  it.each([
    { name: 'a missing code', at: `/entry/${SAMPLE.score}/resource/code`, value: undefined },
    { name: 'an unknown status', at: `/entry/${SAMPLE.report}/resource/status`, value: 'nonsense' },
    {
      name: 'a dangling urn:uuid',
      at: `/entry/${SAMPLE.report}/resource/media/0/link/reference`,
      value: 'urn:uuid:0f4b1a6e-58d7-5c1e-9a51-0000000000ff',
    },
  ])('is refused as a whole for $name', async ({ at, value }) => {
    const { status, body } = await send<OperationOutcome>('POST', '', brokenSample([{ at, value }]));
    expect(status).toBe(400);
    expect(body.resourceType).toBe('OperationOutcome');
    expect(body.issue[0]?.severity).toBe('error');
    expect(receiver.repository.count()).toBe(0);
  });

  it('leaves what was stored before as it was when a later one is refused', async () => {
    await send('POST', '', sampleBundle());
    const before = await send<Observation>('GET', `/Observation/${idOf(SAMPLE.finding)}`);
    const refused = brokenSample([
      { at: `/entry/${SAMPLE.finding}/resource/valueQuantity/value`, value: 50 },
      { at: `/entry/${SAMPLE.report}/resource/status`, value: undefined },
    ]);
    expect((await send('POST', '', refused)).status).toBe(400);
    const after = await send<Observation>('GET', `/Observation/${idOf(SAMPLE.finding)}`);
    expect(after.body).toEqual(before.body);
    const history = await send<Bundle>('GET', `/Observation/${idOf(SAMPLE.finding)}/_history`);
    expect(history.body.entry).toHaveLength(1);
  });
});

describe('single interactions', () => {
  const finding = sampleBundle().entry?.[SAMPLE.finding]?.resource;
  const device = sampleBundle().entry?.[SAMPLE.device]?.resource;

  it('stores an update under an id of the client and finds it again', async () => {
    const put = await send('PUT', `/Device/${idOf(SAMPLE.device)}`, device);
    expect([200, 201]).toContain(put.status);
    expect(put.headers.get('etag')).toMatch(/^W\/".+"$/);
    expect((await send('GET', `/Device/${idOf(SAMPLE.device)}`)).body).toMatchObject({ ...device });
  });

  it('creates under an id of its own', async () => {
    const { status, headers } = await send('POST', '/Device', { resourceType: 'Device' });
    expect(status).toBe(201);
    expect(headers.get('location')).toMatch(new RegExp(`^${receiver.url}/Device/.+`));
  });

  it('searches by identifier', async () => {
    await send('POST', '', sampleBundle());
    const system = 'https://derm-fhir-gateway.github.io/sid/resource';
    const found = await send<Bundle>(
      'GET',
      `/DiagnosticReport?identifier=${encodeURIComponent(`${system}|${idOf(SAMPLE.report)}`)}`,
    );
    expect(found.body.entry?.map(({ resource }) => resource?.id)).toEqual([idOf(SAMPLE.report)]);
    const other = await send<Bundle>(
      'GET',
      `/DiagnosticReport?identifier=${encodeURIComponent(`${system}|other`)}`,
    );
    expect(other.body.total).toBe(0);
  });

  it('updates conditionally without making a second one', async () => {
    const report = { resourceType: 'Device', identifier: [{ system: 'urn:x', value: '1' }] };
    const first = await send<{ id: string }>('PUT', '/Device?identifier=urn:x%7C1', report);
    const second = await send<{ id: string }>('PUT', '/Device?identifier=urn:x%7C1', report);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
  });

  it('deletes', async () => {
    await send('PUT', `/Device/${idOf(SAMPLE.device)}`, device);
    expect((await send('DELETE', `/Device/${idOf(SAMPLE.device)}`)).status).toBe(200);
    expect((await send('GET', `/Device/${idOf(SAMPLE.device)}`)).status).toBe(404);
  });

  it('refuses an update that is invalid', async () => {
    const { status } = await send('PUT', `/Observation/${idOf(SAMPLE.finding)}`, {
      ...finding,
      status: 'nonsense',
    });
    expect(status).toBe(400);
    expect(receiver.repository.count()).toBe(0);
  });
});

describe('what never reaches FHIR logic', () => {
  it.each([
    { name: 'a body that is not JSON', body: '{', type: 'application/fhir+json', status: 400 },
    { name: 'another media type', body: '<Bundle/>', type: 'application/fhir+xml', status: 415 },
    {
      name: 'a body over the limit',
      body: ' '.repeat(1_000_001),
      type: 'application/fhir+json',
      status: 413,
    },
  ])('answers $name with $status and an OperationOutcome', async ({ body, type, status }) => {
    const answer = await send<OperationOutcome>('POST', '', body, type);
    expect(answer.status).toBe(status);
    expect(answer.body.resourceType).toBe('OperationOutcome');
  });

  it('answers 404 outside the base and for an unknown resource', async () => {
    expect((await fetch(receiver.url.replace('/fhir/R4', '/other'))).status).toBe(404);
    expect((await send('GET', '/Observation/none')).status).toBe(404);
  });

  it('requires the bearer token when told to, except for /metadata', async () => {
    const guarded = await startMedplumReceiver({ token: 'secret' });
    try {
      const authorization = 'Bearer secret';
      expect((await fetch(`${guarded.url}/Device`)).status).toBe(401);
      expect((await fetch(`${guarded.url}/Device`, { headers: { authorization } })).status).toBe(200);
      expect((await fetch(`${guarded.url}/metadata`)).status).toBe(200);
    } finally {
      await guarded.close();
    }
  });
});

it('states that it takes transactions', async () => {
  const { status, body } = await send<CapabilityStatement>('GET', '/metadata');
  expect(status).toBe(200);
  expect(body.resourceType).toBe('CapabilityStatement');
  expect(body.rest?.[0]?.interaction).toContainEqual({ code: 'transaction' });
  const report = body.rest?.[0]?.resource?.find(({ type }) => type === 'DiagnosticReport');
  expect(report).toMatchObject({ updateCreate: true, conditionalUpdate: true });
});

it('answers others while one client has not finished its body', async () => {
  const stalled = request(`${receiver.url}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
  });
  stalled.on('error', () => undefined);
  await new Promise<void>((resolve) =>
    stalled.write('{', () => {
      resolve();
    }),
  );
  expect((await send('GET', '/metadata')).status).toBe(200);
  expect((await send('GET', '/Device')).status).toBe(200);
  stalled.destroy();
});

it('remembers what it was asked and how it answered', async () => {
  const before = receiver.requests.length;
  await send('PUT', '/Device/d', { resourceType: 'Device', id: 'd' });
  expect(receiver.requests.slice(before)).toEqual([
    expect.objectContaining({ method: 'PUT', path: '/Device/d', body: { resourceType: 'Device', id: 'd' } }),
  ]);
});

import { afterEach, describe, expect, test } from '@jest/globals';
import type { ReceiverOptions } from '../../../src/deliver/sandbox/receiver.js';
import { startReceiver, type Receiver } from '../../../src/deliver/sandbox/receiver.js';
import { ask, statuses } from './ask-receiver.js';
import { bundleOf, device, entryOf, media, SYSTEM } from './bundles.js';

let receiver: Receiver | undefined;

async function started(
  behaves: ReceiverOptions['behaves'],
  options: ReceiverOptions = {},
): Promise<Receiver> {
  receiver = await startReceiver({ ...options, ...(behaves === undefined ? {} : { behaves }) });
  return receiver;
}

afterEach(() => receiver?.close());

describe('a transaction by our own ids', () => {
  test.each(['plain', 'hapi', 'google-update-create', 'aidbox'] as const)(
    'is stored once by %s, however often it is sent',
    async (name) => {
      const hospital = await started(name);
      const answers = [];
      for (let times = 0; times < 3; times += 1)
        answers.push(await ask(hospital, 'POST', '', bundleOf('put')));
      expect(answers.map(statuses)).toEqual([
        [201, 201],
        [200, 200],
        [200, 200],
      ]);
      expect(answers.map(({ body }) => body?.type)).toEqual(Array(3).fill('transaction-response'));
      expect(hospital.addresses()).toEqual([`Device/${device.id}`, `Media/${media.id}`]);
      expect(hospital.resources('Media')[0]).toMatchObject({ device: { reference: `Device/${device.id}` } });
      expect(hospital.versions(`Media/${media.id}`)).toBe(name === 'hapi' ? 1 : 3);
    },
  );

  test.each(['medplum', 'medplum-transactions', 'google'] as const)(
    'is refused by %s, where the server gives the ids',
    async (name) => {
      const hospital = await started(name);
      const { status, body } = await ask(hospital, 'POST', '', bundleOf('put'));
      if (name === 'medplum')
        expect(body?.entry?.map(({ response }) => response?.status)).toEqual(['404', '404']);
      else expect(status).toBe(404);
      expect(hospital.addresses()).toEqual([]);
    },
  );
});

describe('a transaction with conditions', () => {
  test.each(['plain', 'hapi', 'medplum-transactions', 'google', 'aidbox'] as const)(
    'makes no duplicates at %s, whether it updates or creates',
    async (name) => {
      const hospital = await started(name);
      for (const style of ['conditional-put', 'conditional-create', 'conditional-put'] as const) {
        expect((await ask(hospital, 'POST', '', bundleOf(style))).body?.type).toBe('transaction-response');
      }
      expect(hospital.find('Media', SYSTEM, 'media')).toHaveLength(1);
      expect(hospital.addresses()).toHaveLength(2);
    },
  );

  test('makes duplicates when it has none', async () => {
    const hospital = await started('hapi');
    await ask(hospital, 'POST', '', bundleOf('create'));
    await ask(hospital, 'POST', '', bundleOf('create'));
    expect(hospital.find('Device', SYSTEM, 'device')).toEqual(['Device/1001', 'Device/1003']);
    const { status } = await ask(hospital, 'POST', '', bundleOf('conditional-put'));
    expect(status).toBe(412);
  });

  test('is refused by Google when a condition is no identifier', async () => {
    const hospital = await started('google');
    const entry = { ...entryOf(device, 'create'), request: { method: 'PUT', url: 'Device?_tag=a%7Cb' } };
    expect((await ask(hospital, 'POST', '', bundleOf('put', 'transaction', [entry]))).status).toBe(400);
  });

  test('is refused by Medplum when it has more than 8 entries', async () => {
    const hospital = await started('medplum-transactions');
    const entries = (count: number): ReturnType<typeof entryOf>[] =>
      Array.from({ length: count }, (_, number) =>
        entryOf(
          { ...device, id: `d${number}`, identifier: [{ system: SYSTEM, value: `${number}` }] },
          'conditional-put',
        ),
      );
    expect((await ask(hospital, 'POST', '', bundleOf('put', 'transaction', entries(9)))).status).toBe(400);
    expect(
      statuses(await ask(hospital, 'POST', '', bundleOf('put', 'transaction', entries(8)))),
    ).toHaveLength(8);
  });

  test('cannot have an id in the body at Medplum', async () => {
    const hospital = await started('medplum-transactions');
    const entry = { ...entryOf(device, 'conditional-put'), resource: device };
    expect((await ask(hospital, 'POST', '', bundleOf('put', 'transaction', [entry]))).status).toBe(400);
  });
});

describe('a transaction that is not done whole', () => {
  test('stores nothing when one entry is refused', async () => {
    const hospital = await started('hapi');
    const dangling = { ...media, device: { reference: 'Device/nowhere' } };
    const { status, body } = await ask(
      hospital,
      'POST',
      '',
      bundleOf('put', 'transaction', [entryOf(device, 'put'), entryOf(dangling, 'put')]),
    );
    expect([status, body?.issue?.[0]?.diagnostics]).toEqual([400, expect.stringContaining('HAPI-1094')]);
    expect(hospital.addresses()).toEqual([]);
  });

  test('is a batch at Medplum, where the project has no transactions', async () => {
    const hospital = await started('medplum');
    const wrong = { ...entryOf(media, 'create'), request: { method: 'PUT', url: 'Media/unknown' } };
    const { body } = await ask(
      hospital,
      'POST',
      '',
      bundleOf('put', 'transaction', [entryOf(device, 'create'), wrong]),
    );
    expect(body?.type).toBe('batch-response');
    expect(body?.entry?.map(({ response }) => response?.status)).toEqual(['201 Created', '404']);
    expect(hospital.addresses('Device')).toHaveLength(1);
  });

  test('needs its targets first at Aidbox alone', async () => {
    const backwards = bundleOf('put', 'transaction', [entryOf(media, 'put'), entryOf(device, 'put')]);
    expect((await ask(await started('hapi'), 'POST', '', backwards)).status).toBe(200);
    await receiver?.close();
    const { status, body } = await ask(await started('aidbox'), 'POST', '', backwards);
    expect([status, body?.issue?.[0]?.expression]).toEqual([422, ['Bundle.entry[0]']]);
  });

  test.each(['epic', 'oracle'] as const)('is refused by %s', async (name) => {
    expect((await ask(await started(name), 'POST', '', bundleOf('put'))).status).toBe(405);
  });
});

describe('an upper-case placeholder', () => {
  const fullUrl = `urn:uuid:${device.id.toUpperCase().replace('1', 'A')}`;
  const referring = { ...media, device: { reference: fullUrl } };
  const upperCase = bundleOf('create', 'transaction', [
    { ...entryOf(device, 'create'), fullUrl },
    entryOf(referring, 'create'),
  ]);

  test.each([
    ['hapi', 'Device/1001'],
    ['medplum-transactions', fullUrl],
  ] as const)('leads to its entry, except at Medplum, where it stays: %s', async (name, reference) => {
    const hospital = await started(name);
    expect(statuses(await ask(hospital, 'POST', '', upperCase))).toEqual([201, 201]);
    expect(hospital.resources('Media')[0]).toMatchObject({ device: { reference } });
  });
});

describe('a batch', () => {
  test('finds no fullUrl, except at Medplum', async () => {
    const wanted = bundleOf('conditional-create', 'batch');
    expect(statuses(await ask(await started('hapi'), 'POST', '', wanted))).toEqual([201, 400]);
    await receiver?.close();
    expect(statuses(await ask(await started('medplum'), 'POST', '', wanted))).toEqual([201, 201]);
  });

  test('stores what comes after its target, and refuses what comes before', async () => {
    const plainMedia = { ...media, device: { reference: `Device/${device.id}` } };
    const entries = [entryOf(plainMedia, 'put'), entryOf(device, 'put')];
    const hospital = await started('hapi');
    expect(statuses(await ask(hospital, 'POST', '', bundleOf('put', 'batch', entries)))).toEqual([400, 201]);
    expect(statuses(await ask(hospital, 'POST', '', bundleOf('put', 'batch', entries)))).toEqual([201, 200]);
  });

  test('is for Provenance alone at Oracle', async () => {
    expect((await ask(await started('oracle'), 'POST', '', bundleOf('put', 'batch'))).status).toBe(422);
  });

  test('is asked to wait from the entry on that uses up the quota', async () => {
    const hospital = await started('medplum');
    hospital.limitWrites(1);
    const answer = await ask(hospital, 'POST', '', bundleOf('conditional-create', 'batch'));
    expect(statuses(answer)).toEqual([201, 429]);
    hospital.limitWrites(null);
    expect(statuses(await ask(hospital, 'POST', '', bundleOf('conditional-create', 'batch')))).toEqual([
      200, 201,
    ]);
  });
});

describe('requests at the same time', () => {
  test('that create the same resource collide at HAPI: one is stored, the others are refused whole', async () => {
    let arrived = 0;
    let open = (): void => undefined;
    const all = new Promise<void>((resolve) => {
      open = resolve;
    });
    const onRequest = (): void => {
      arrived += 1;
      if (arrived === 8) open();
    };
    const hospital = await started('hapi', { onRequest, beforeStoring: () => all });
    const send = async (): Promise<number[]> => {
      const sent = Array.from({ length: 8 }, () => ask(hospital, 'POST', '', bundleOf('put')));
      return (await Promise.all(sent)).map(({ status }) => status).sort();
    };
    expect(await send()).toEqual([200, ...Array<number>(7).fill(409)]);
    expect(hospital.addresses()).toHaveLength(2);
    expect(await send()).toEqual(Array(8).fill(200));
  });
});

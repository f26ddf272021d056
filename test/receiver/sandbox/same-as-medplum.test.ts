import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startReceiver, type Receiver } from '../../../src/deliver/sandbox/receiver.js';
import { startMedplumReceiver, type MedplumReceiver } from '../medplum-receiver.js';
import { ask, statuses, type Answer } from './ask-receiver.js';
import { bundleOf, device, entryOf, media, SYSTEM, type Style } from './bundles.js';

/** Medplum's own router, and what stands in for it; its repository in memory takes ids of clients. */
let router: MedplumReceiver;
let standIn: Receiver;

beforeAll(async () => {
  router = await startMedplumReceiver();
  standIn = await startReceiver({ behaves: 'medplum-transactions', switches: { updateCreate: true } });
});
afterAll(async () => {
  await router.close();
  await standIn.close();
});

const devices = (count: number, style: Style): unknown =>
  bundleOf(
    style,
    'transaction',
    Array.from({ length: count }, (_, number) => {
      const id = `33333333-3333-4333-8333-${String(number).padStart(12, '0')}`;
      return entryOf(
        { ...device, id, identifier: [{ system: SYSTEM, value: `of ${count} ${style} ${number}` }] },
        style,
      );
    }),
  );
const batched = (value: string, style: Style): unknown =>
  bundleOf(style, 'batch', [
    entryOf({ ...device, identifier: [{ system: SYSTEM, value }] }, style),
    entryOf({ ...media, identifier: [{ system: SYSTEM, value }] }, style),
  ]);

/** In this order: what one stores the next may find. */
const BUNDLES: [string, unknown][] = [
  ['a transaction', bundleOf('put')],
  ['the same again', bundleOf('put')],
  ['the same by its identifiers', bundleOf('conditional-put')],
  ['the same if none exists', bundleOf('conditional-create')],
  ['targets last', bundleOf('put', 'transaction', [entryOf(media, 'put'), entryOf(device, 'put')])],
  ['8 entries with conditions', devices(8, 'conditional-put')],
  ['9 entries with conditions', devices(9, 'conditional-put')],
  ['9 entries that are made if none exists', devices(9, 'conditional-create')],
  ['50 updates', devices(50, 'put')],
  ['51 updates', devices(51, 'put')],
  ['51 creates', devices(51, 'create')],
  ['an entry twice', bundleOf('put', 'transaction', [entryOf(device, 'put'), entryOf(device, 'put')])],
  [
    'an id in a conditional update',
    bundleOf('put', 'transaction', [{ ...entryOf(device, 'conditional-put'), resource: device }]),
  ],
  ['a collection', { resourceType: 'Bundle', type: 'collection', entry: [{ resource: device }] }],
  ['a batch with placeholders', batched('batched', 'conditional-create')],
  ['the same batch again', batched('batched', 'conditional-create')],
  ['what makes a duplicate', bundleOf('create')],
  ['an update of what is there twice', bundleOf('conditional-put')],
  ['a create of what is there twice', bundleOf('conditional-create')],
];

/** Whether an entry was there before is not compared: the router's repository in memory says 200 to every update. */
function essence(answer: Answer): unknown {
  const entries = statuses(answer).map((status) => (status === 201 ? 200 : status));
  return { status: answer.status, type: answer.body?.type, entries };
}

test.each(BUNDLES)("Medplum's stand-in answers like its router to %s", async (_, bundle) => {
  const real = essence(await ask(router, 'POST', '', bundle));
  expect(essence(await ask(standIn, 'POST', '', bundle))).toEqual(real);
});

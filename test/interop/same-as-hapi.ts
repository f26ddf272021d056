import { deepStrictEqual } from 'node:assert/strict';
import { startReceiver } from '../../src/deliver/sandbox/receiver.js';
import { ask, statuses, type Answer } from '../receiver/sandbox/ask-receiver.js';
import { bundleOf, device, entryOf, media, SYSTEM } from '../receiver/sandbox/bundles.js';
import { check, type Check } from './check.js';
import type { FhirServer } from './fhir-http.js';

/** A request, and what it is there to show. */
interface Exchange {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** false: only what follows is of interest. */
  readonly isCompared?: boolean;
}

const post = (name: string, body: unknown): Exchange => ({ name, method: 'POST', path: '', body });
const transaction = (...entry: Readonly<Record<string, unknown>>[]): unknown =>
  bundleOf('put', 'transaction', entry);
const mediaOf = (reference: string): typeof media => ({ ...media, device: { reference } });
const withId = (id: string): typeof device => ({
  ...device,
  id,
  identifier: [{ system: SYSTEM, value: id }],
});
const tagged = (code: string): unknown => ({ ...device, meta: { tag: [{ system: SYSTEM, code }] } });
const MATCH = encodeURIComponent(`${SYSTEM}|media`);

/** In this order: what one stores the next may find. */
const EXCHANGES: readonly Exchange[] = [
  post('a transaction', bundleOf('put')),
  post('the same again', bundleOf('put')),
  { name: 'a read of what did not change', method: 'GET', path: `Media/${media.id}` },
  post('the same by its identifiers', bundleOf('conditional-put')),
  post('the same if none exists', bundleOf('conditional-create')),
  post('a reference to what is not there', transaction(entryOf(mediaOf('Device/nowhere'), 'put'))),
  post(
    'a placeholder of no entry',
    transaction(entryOf(mediaOf('urn:uuid:99999999-9999-4999-8999-999999999999'), 'put')),
  ),
  post(
    'a reference to another server',
    transaction(entryOf(mediaOf('https://elsewhere.example/fhir/Device/1'), 'put')),
  ),
  post(
    'a reference by a search that finds one',
    transaction(entryOf(mediaOf(`Device?identifier=${SYSTEM}|device`), 'put')),
  ),
  post(
    'a reference by a search that finds none',
    transaction(entryOf(mediaOf(`Device?identifier=${SYSTEM}|other`), 'put')),
  ),
  post('targets last', transaction(entryOf(media, 'put'), entryOf(device, 'put'))),
  post('a number for an id', transaction(entryOf(withId('4711'), 'put'))),
  post('an entry twice', transaction(entryOf(device, 'put'), entryOf(device, 'put'))),
  post('an entry without a request', transaction({ resource: device })),
  post('a collection', { resourceType: 'Bundle', type: 'collection', entry: [{ resource: device }] }),
  post(
    'a batch with placeholders',
    bundleOf('conditional-create', 'batch', [
      entryOf(withId('batched'), 'conditional-create'),
      entryOf(
        {
          ...withId('photo'),
          ...mediaOf('urn:uuid:batched'),
          identifier: [{ system: SYSTEM, value: 'photo' }],
        },
        'conditional-create',
      ),
    ]),
  ),
  post(
    'a batch with its target last',
    bundleOf('put', 'batch', [
      entryOf({ ...mediaOf('Device/late'), id: 'early' }, 'put'),
      entryOf(withId('late'), 'put'),
    ]),
  ),
  post('what makes a duplicate', transaction(entryOf(device, 'create'))),
  post('an update of what is there twice', transaction(entryOf(device, 'conditional-put'))),
  post('a create of what is there twice', transaction(entryOf(device, 'conditional-create'))),
  post(
    'a batch update of what is there twice',
    bundleOf('put', 'batch', [entryOf(device, 'conditional-put')]),
  ),
  {
    name: 'a stale version',
    method: 'PUT',
    path: `Device/${device.id}`,
    body: device,
    headers: { 'if-match': 'W/"9"' },
  },
  { name: 'a first tag', method: 'PUT', path: `Device/${device.id}`, body: tagged('old') },
  { name: 'another tag', method: 'PUT', path: `Device/${device.id}`, body: tagged('new') },
  { name: 'both tags', method: 'GET', path: `Device/${device.id}` },
  {
    name: 'one resource with a number for an id',
    method: 'PUT',
    path: 'Device/4711',
    body: { ...device, id: '4711' },
  },
  { name: 'one resource under a new id', method: 'PUT', path: 'Device/own', body: withId('own') },
  { name: 'its deletion', method: 'DELETE', path: 'Device/own', isCompared: false },
  { name: 'what was deleted', method: 'GET', path: 'Device/own' },
  { name: 'what was deleted, sent again', method: 'PUT', path: 'Device/own', body: withId('own') },
  { name: 'what never was', method: 'GET', path: 'Device/nowhere' },
  { name: 'an unknown type', method: 'GET', path: 'Nothing/1' },
  { name: 'an unknown parameter', method: 'GET', path: 'Device?nonsense=1' },
  { name: 'a search', method: 'GET', path: `Media?identifier=${MATCH}&_total=accurate` },
  { name: 'no JSON', method: 'POST', path: 'Device', body: '{' },
  {
    name: 'plain text',
    method: 'POST',
    path: 'Device',
    body: 'text',
    headers: { 'content-type': 'text/plain' },
  },
];

/** What must be the same: statuses, HAPI's numbers, versions and labels. Words may differ. */
function essence(answer: Answer): unknown {
  const { status, headers, body } = answer;
  const text = JSON.stringify(body ?? {});
  return {
    status,
    type: body?.type,
    entries: statuses(answer),
    etags: (body?.entry ?? []).map(({ response }) => response?.etag),
    etag: headers.get('etag'),
    total: body?.total,
    numbers: text.match(/HAPI-\d{4}/g) ?? [],
    codes: (body?.issue ?? []).map(({ severity, code }) => `${severity} ${code}`),
    tags: [...text.matchAll(/"code":"(old|new)"/g)].map(([, code]) => code).sort(),
  };
}

/** Sends the same requests to HAPI's server and to what stands in for it in tests: they must answer alike. */
export async function sameAsHapi(server: FhirServer): Promise<Check[]> {
  const standIn = await startReceiver({ behaves: 'hapi' });
  const checks: Check[] = [];
  try {
    for (const { name, method, path, body, headers, isCompared = true } of EXCHANGES) {
      const real = essence(await ask(server, method, path, body, headers));
      const answer = essence(await ask(standIn, method, path, body, headers));
      if (!isCompared) continue;
      checks.push(
        await check('stand-in', `answers like HAPI to ${name}`, () => {
          deepStrictEqual(answer, real);
        }),
      );
    }
  } finally {
    await standIn.close();
  }
  return checks;
}

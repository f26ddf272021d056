import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle, Task } from 'fhir/r4.js';
import { ask, bundleIn, issuesIn } from '../../helpers/ask.js';
import { openDeliveryService, type DeliveryService } from '../../helpers/delivery-service.js';
import { validateAll } from '../../conformance/validate-all.js';

let service: DeliveryService;
beforeAll(async () => {
  service = await openDeliveryService();
});
afterAll(() => service.close());

const JSON_TYPE = { 'Content-Type': 'application/fhir+json' };

const push = (query: string, body?: string, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
  ask(service.app, 'post', `/fhir/DiagnosticReport/${service.reportId}/$push`, {
    query,
    headers,
    ...(body === undefined ? {} : { body }),
  });
const tasksIn = ({ entry = [] }: Bundle) =>
  entry.flatMap(({ resource }) => (isTask(resource) ? resource : []));
const isTask = (resource: unknown): resource is Task =>
  (resource as { resourceType?: string } | undefined)?.resourceType === 'Task';

describe('$push', () => {
  test('makes a delivery for each automatic destination, and tells where to ask for them', async () => {
    const answer = await push('');
    const tasks = tasksIn(bundleIn(answer));
    expect(tasks.map(({ owner }) => owner?.display).sort()).toEqual(['archive', 'ward']);
    expect(tasks.map(({ status }) => status)).toEqual(['requested', 'requested']);
    expect(service.woken.sort()).toEqual(['archive', 'ward']);
    const location = answer.headers['content-location']!;
    const query = location.slice(location.indexOf('?') + 1);
    const found = bundleIn(await ask(service.app, 'get', '/fhir/Task', { query }));
    expect(
      tasksIn(found)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(tasks.map(({ id }) => id).sort());
    expect(tasks.flatMap((task) => validateAll(task).filter(({ severity }) => severity === 'error'))).toEqual(
      [],
    );
  });

  test('makes none anew of what is waiting or was sent, unless always', async () => {
    const idsOf = async (query: string) => tasksIn(bundleIn(await push(query))).map(({ id }) => id);
    const [first] = await idsOf('destination=ward');
    expect(await idsOf('destination=ward')).toEqual([first]);
    const [claimed] = await service.outbox.queue.claim('ward', 'w', service.clock.nowMs, 1000, 1);
    expect(claimed?.id).toBe(first);
    expect(await idsOf('destination=ward')).toEqual([first]);
    expect(await idsOf('destination=ward&always=true')).not.toEqual([first]);
  });

  test('makes one under one key, even with always, and is 422 for another request', async () => {
    const headers = { 'Idempotency-Key': 'k' };
    const idsOf = async () =>
      tasksIn(bundleIn(await push('destination=ward&always=true', undefined, headers))).map(({ id }) => id);
    expect(await idsOf()).toEqual(await idsOf());
    const other = await push('destination=archive', undefined, headers);
    expect([other.status, issuesIn(other)[0]?.code]).toEqual([422, 'business-rule']);
  });

  test('takes its parameters from a Parameters resource, too', async () => {
    const parameter = [{ name: 'destination', valueString: 'trial' }];
    const answer = await push('', JSON.stringify({ resourceType: 'Parameters', parameter }));
    expect(tasksIn(bundleIn(answer)).map(({ owner }) => owner?.display)).toEqual(['trial']);
  });

  test.each([
    ['destination=far', 'value'],
    ['always=perhaps', 'value'],
    ['destinations=ward', 'not-supported'],
    ['destinations=', 'not-supported'],
    ['destination=', 'value'],
    ['always=', 'value'],
  ])('with %s sends nothing', async (query, code) => {
    service.woken.length = 0;
    const answer = await push(query);
    expect([answer.status, issuesIn(answer)[0]?.code, service.woken]).toEqual([400, code, []]);
  });

  test('with a Parameters resource that holds what it does not know sends nothing', async () => {
    const parameter = [{ name: 'destinatoin', valueString: 'trial' }];
    const answer = await push('', JSON.stringify({ resourceType: 'Parameters', parameter }));
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([400, 'not-supported']);
    expect(issuesIn(answer)[0]?.details?.text).toContain('destination, always');
  });

  test('of a report that is not there, or is another tenant’s, is 404', async () => {
    const path = (id: string) => `/fhir/DiagnosticReport/${id}/$push`;
    const query = 'destination=trial';
    expect((await ask(service.app, 'post', path('none'), { query })).status).toBe(404);
    expect((await ask(service.elsewhere, 'post', path(service.reportId), { query })).status).toBe(404);
  });
});

describe('a Task', () => {
  const search = async (query: string) => bundleIn(await ask(service.app, 'get', '/fhir/Task', { query }));

  test('is found by its report and its status', async () => {
    const all = tasksIn(await search(`focus=DiagnosticReport/${service.reportId}`));
    expect(all.length).toBeGreaterThan(2);
    const sending = tasksIn(await search(`focus=${service.reportId}&status=in-progress`));
    expect(sending.map(({ businessStatus }) => businessStatus?.text)).toEqual(['sending']);
    expect(tasksIn(await search('focus=DiagnosticReport/none'))).toEqual([]);
    expect(tasksIn(await search('status=http://other.example|requested'))).toEqual([]);
  });

  test('is found page by page', async () => {
    const all = tasksIn(await search('')).map(({ id }) => id);
    const first = await search('_count=1');
    const next = first.link?.find(({ relation }) => relation === 'next')?.url ?? '';
    const second = await search(next.slice(next.indexOf('?') + 1));
    expect([...tasksIn(first), ...tasksIn(second)].map(({ id }) => id)).toEqual(all.slice(0, 2));
  });

  test('can be read by its own tenant, in both forms', async () => {
    const [task] = tasksIn(await search('status=in-progress'));
    const path = `/fhir/Task/${task?.id ?? ''}`;
    expect(JSON.parse((await ask(service.app, 'get', path)).text)).toEqual(task);
    const xml = await ask(service.app, 'get', path, { query: '_format=xml' });
    expect(xml.text).toContain('<status value="in-progress"/>');
    expect((await ask(service.elsewhere, 'get', path)).status).toBe(404);
  });

  test('is found by when it was made, and in either order', async () => {
    const all = tasksIn(await search('')).map(({ id }) => id);
    const { nowMs } = service.clock;
    const day = new Date(nowMs).toISOString().slice(0, 10);
    expect(tasksIn(await search('_sort=authored-on')).map(({ id }) => id)).toEqual(all.toReversed());
    const found = async (value: string) => tasksIn(await search(`authored-on=${value}`)).length;
    const counts = { [day]: all.length, [`ne${day}`]: 0, [`lt${day}`]: 0, [`ge${day}`]: all.length };
    for (const [value, count] of Object.entries(counts))
      expect([value, await found(value)]).toEqual([value, count]);
    expect(await found(`ge${day}&authored-on=gt${day}`)).toBe(0);
    const before = new Date(nowMs - 5 * 86_400_000).toISOString();
    expect(await found(`ap${before}`)).toBe(0);
    service.clock.nowMs += 100 * 86_400_000;
    expect(await found(`ap${before}`)).toBe(all.length);
    service.clock.nowMs = nowMs;
  });

  test('is counted, as every search counts', async () => {
    const all = tasksIn(await search('')).length;
    expect(await search('_count=1')).toMatchObject({ total: all, entry: [{}] });
    expect(await search('_total=none')).not.toHaveProperty('total');
    for (const query of ['_count=0', '_summary=count']) {
      const counted = await search(query);
      expect([counted.total, counted.entry, counted.link?.length]).toEqual([all, undefined, 1]);
    }
    expect((await search('status=completed&status=failed')).total).toBe(0);
    expect((await search('_count=999999')).link?.[0]?.url).toMatch(/_count=200$/);
  });

  test('is shortened to what is wanted, and says so', async () => {
    const [task] = tasksIn(await search('_elements=owner'));
    expect(Object.keys(task ?? {}).sort()).toEqual(
      ['id', 'intent', 'meta', 'owner', 'resourceType', 'status'].sort(),
    );
    expect(task?.meta?.tag?.[0]?.code).toBe('SUBSETTED');
    expect(tasksIn(await search('_summary=true'))[0]).not.toHaveProperty('text');
  });

  test.each([
    ['status:not=completed', 'value'],
    ['focus.status=final', 'not-supported'],
    ['_sort=status', 'value'],
    ['_count=-1', 'value'],
    ['_total=some', 'value'],
    ['_summary=some', 'value'],
    ['_include=Task:focus', 'value'],
    ['authored-on=yesterday', 'value'],
    ['_cursor=1.n1', 'value'],
  ])('is not searched for with %s', async (query, code) => {
    const answer = await ask(service.app, 'get', '/fhir/Task', { query });
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([400, code]);
  });

  test('is searched for with parameters that are ignored unless the client is strict', async () => {
    const bundle = await search('nonsense=1&_count=1');
    expect(bundle.entry?.map(({ search: how }) => how?.mode)).toEqual(['match', 'outcome']);
    expect(bundle.link?.[0]?.url).toMatch(/Task\?_count=1$/);
    const headers = { Prefer: 'handling=strict' };
    const refused = await ask(service.app, 'get', '/fhir/Task', { query: 'nonsense=1', headers });
    expect(refused.status).toBe(400);
  });
});

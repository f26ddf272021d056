import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createStore } from '../../../src/store/create-store.js';
import { migrate } from '../../../src/store/migrate.js';
import { openDatabase } from '../../../src/store/open-database.js';
import { createOutbox } from '../../../src/store/outbox/create-outbox.js';
import { runCli } from '../../helpers/cli.js';
import { rawText } from '../../helpers/fixture.js';
import { startMedplumReceiver, type MedplumReceiver } from '../../receiver/medplum-receiver.js';

const acne = rawText('acne-full');
const REPORT = '8882f4e1-a608-50c4-8446-d9b88d5554d3';

const folder = mkdtempSync(join(tmpdir(), 'push-'));
const file = join(folder, 'gateway.db');
const DESTINATIONS_FILE = join(folder, 'destinations.json');
const env = { STORE: `file:${file}`, DESTINATIONS_FILE };

let receiver: MedplumReceiver;

beforeAll(async () => {
  receiver = await startMedplumReceiver();
  const at = { baseUrl: receiver.url, allowAnonymous: true };
  const destinations = [
    { ...at, name: 'ward', profile: 'transaction-put' },
    { ...at, name: 'batches', profile: 'batch' },
    { ...at, name: 'strict', profile: 'transaction-put', allowAnonymous: false },
    { ...at, name: 'down', profile: 'transaction-put', baseUrl: 'http://127.0.0.1:1/fhir' },
    { ...at, name: 'astray', baseUrl: `${receiver.url}/nowhere` },
    { ...at, name: 'others', tenants: ['elsewhere'] },
  ];
  writeFileSync(DESTINATIONS_FILE, JSON.stringify({ destinations }));
  const database = await openDatabase({ kind: 'file', file });
  await migrate(database, () => 1_000);
  const store = createStore({ database, nowMs: () => 1_000 });
  await store.saveReport('default', {
    ...{ id: REPORT, handle: 'h', publishedId: 'p', language: 'en', raw: '{}', binaries: [] },
    resources: [{ resourceType: 'DiagnosticReport', id: REPORT, status: 'final', code: { text: 'x' } }],
  });
  await database.close();
});
afterEach(() => {
  receiver.repository.clear();
});
afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

const VERDICTS = {
  delivered: { kind: 'delivered', contentHash: 'of what was sent' },
  dead: { kind: 'dead' },
} as const;

const push = (...argv: string[]) => runCli(['push', ...argv], { env, stdin: acne });

describe('push of a stored report', () => {
  test('makes a delivery, and no second one of the same content unless that is wanted', async () => {
    const first = await push(REPORT, '--to', 'ward');
    const [id = '', state] = first.stdout.split('\t');
    expect([first.code, state]).toEqual([0, 'waiting']);
    expect((await push(REPORT, '--to', 'ward')).stdout).toBe(`${id}\tunchanged\tward\t${REPORT}\n`);
    const listed = await runCli(['deliveries', 'list'], { env });
    expect(listed.stdout).toMatch(new RegExp(`^${id}\\twaiting\\tward\\t${REPORT}\\t.*\\n$`));
    const { stdout } = await push(REPORT, '--to', 'ward', '--always', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ reportId: REPORT, destination: 'ward' });
    expect(receiver.requests).toEqual([]);
  });

  test.each([
    ['delivered', 0, 'delivered: 1; not delivered: 0.'],
    ['dead', 3, 'delivered: 0; not delivered: 1.'],
  ] as const)('waits, on request, until it is %s', async (kind, code, told) => {
    const pushed = push(REPORT, '--to', 'ward', '--always', '--wait');
    const database = await openDatabase({ kind: 'file', file });
    const { queue } = createOutbox({ database, newId: () => 'n' });
    const ending = new AbortController();
    void pushed.finally(() => {
      ending.abort();
    });
    while (!ending.signal.aborted) {
      for (const claim of await queue.claim('ward', 'w', Date.now(), 60_000, 10)) {
        const given = { durationMs: 1, status: 422, correlationId: 'c', counts: true, issues: [] };
        const outcome = kind === 'dead' ? 'rejected' : kind;
        const attempt = { ...given, startedMs: Date.now(), outcome };
        await queue.finish(claim, { ...VERDICTS[kind], attempt }, Date.now());
      }
      await setTimeout(10);
    }
    const ended = await pushed;
    await database.close();
    expect([ended.code, ended.stdout.split('\t')[1]]).toEqual([code, kind]);
    expect(ended.stderr).toContain(told);
    const id = ended.stdout.split('\t')[0] ?? '';
    expect(ended.stderr).toMatch(new RegExp(`^derm-fhir: waits for ${id} to ward\\.\\n`));
    expect(ended.stderr.includes(`derm-fhir: ${id}: rejected: The server refused`)).toBe(kind === 'dead');
  });

  test.each([
    ['a report that is not there', [REPORT.replace('8', '9'), '--to', 'ward'], 'no such resource'],
    ["another tenant's report", [REPORT, '--to', 'others', '--tenant', 'elsewhere'], 'no such resource'],
    ["another tenant's destination", [REPORT, '--to', 'others'], 'no destination'],
    ['a server that has no name', [REPORT, '--to', 'https://hospital.test/fhir'], 'no destination'],
  ])('ends with 2 for %s', async (_what, argv, text) => {
    const { code, stdout, stderr } = await push(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(text);
  });
});

describe('push of a file to a destination', () => {
  test.each(['ward', 'batches'])('writes it as the destination %s takes it', async (name) => {
    const { code, stdout } = await push('-', '--to', name, '-q');
    expect(stdout).toContain('17 of 17 entries stored.\ndelivered: ');
    expect(code).toBe(0);
    expect(receiver.repository.count()).toBe(17);
    await push('-', '--to', name, '-q');
    expect(receiver.repository.count()).toBe(17);
  });

  test('takes several, and ends with 3 when one is not stored', async () => {
    const given = join(folder, 'raw.json');
    writeFileSync(given, acne);
    expect(await push(given, '-', '--to', 'ward', '-q')).toMatchObject({ code: 0 });
    const { code, stdout } = await push(given, '-', '--to', 'down', '-q');
    expect(code).toBe(3);
    expect(stdout.match(/^unreachable: /gm)).toHaveLength(2);
  });

  test('sends nothing to a server that does not say what it takes', async () => {
    const { code, stdout } = await push('-', '--to', 'astray', '-q');
    expect(code).toBe(3);
    expect(stdout).toContain('misconfigured: ');
    expect(receiver.repository.count()).toBe(0);
  });

  test('sends nothing that the destination does not take', async () => {
    const { code, stderr } = await push('-', '--to', 'strict', '-q');
    expect(code).toBe(1);
    expect(stderr).toContain('does not say whose it is');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clearProgress, progressBar, showProgress } from '../../../src/cli/progress-bar.js';
import { createStore } from '../../../src/store/create-store.js';
import { migrate } from '../../../src/store/migrate.js';
import { openDatabase } from '../../../src/store/open-database.js';
import type { ClaimedIntake } from '../../../src/store/outbox/intake.js';
import { createOutbox } from '../../../src/store/outbox/create-outbox.js';
import { runCli } from '../../helpers/cli.js';
import { reportToStore } from '../../store/stored-report.js';

const folder = mkdtempSync(join(tmpdir(), 'deliveries-'));
const file = join(folder, 'gateway.db');
const DESTINATIONS_FILE = join(folder, 'destinations.json');
const env = { STORE: `file:${file}`, DESTINATIONS_FILE };

const ATTEMPT = { startedMs: 2_000, durationMs: 12, status: 422, correlationId: 'c1', counts: true };

/** A delivery to the ward that is dead. */
let id = '';
beforeAll(async () => {
  const destination = { name: 'ward', baseUrl: 'https://hospital.test/fhir' };
  writeFileSync(DESTINATIONS_FILE, JSON.stringify({ destinations: [destination] }));
  const database = await openDatabase({ kind: 'file', file });
  await migrate(database, () => 1_000);
  const store = createStore({ database, nowMs: () => 1_000, baseUrl: 'https://gateway.test/fhir' });
  const report = {
    resourceType: 'DiagnosticReport',
    id: 'r1',
    status: 'final',
    code: { text: 'x' },
  } as const;
  await store.saveReport(
    'default',
    {
      ...{ id: 'r1', handle: 'h', publishedId: 'p', language: 'en', raw: '{}' },
      ...{ resources: [report], binaries: [] },
    },
    { deliverTo: ['ward'] },
  );
  const { queue } = createOutbox({ database, newId: () => 'n' });
  const [claim] = await queue.claim('ward', 'w', 2_000, 1_000, 1);
  const issue = { severity: 'error', code: 'value', text: 'Too dark.', entry: 3 };
  const attempt = { ...ATTEMPT, outcome: 'rejected', issues: [issue] };
  await queue.finish(claim!, { kind: 'dead', attempt }, 2_000);
  id = claim!.id;
  await database.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = (...argv: string[]) => runCli(argv, { env });
const stateNow = async () => (await run('deliveries', 'list')).stdout.split('\t')[1];

describe('derm-fhir deliveries', () => {
  test('lists them, and shows one with what the receiver said', async () => {
    const listed = await run('deliveries', 'list', '--state', 'dead', '--destination', 'ward');
    expect([listed.code, listed.stdout]).toEqual([
      0,
      `${id}\tdead\tward\tr1\t1970-01-01T00:00:01.000Z\trejected\n`,
    ]);
    const { stdout } = await run('deliveries', 'show', id);
    expect(stdout).toContain('rejected, HTTP 422, 12 ms, X-Request-Id c1');
    expect(stdout).toContain('error (value), entry[3]: Too dark.');
    expect((await run('deliveries', 'list', '--tenant', 'elsewhere')).stdout).toBe('');
  });

  test('shows where in the raw report that came from which the receiver objects to', async () => {
    const report = reportToStore('acne-full');
    const media = report.resources.find(({ resourceType }) => resourceType === 'Media');
    const database = await openDatabase({ kind: 'file', file });
    const store = createStore({ database, nowMs: () => 1, baseUrl: 'https://gateway.test/fhir' });
    await store.saveReport('default', report, { deliverTo: ['other'] });
    const { queue } = createOutbox({ database, newId: () => 'n' });
    const [claim] = await queue.claim('other', 'w', 2_000, 1_000, 1);
    const about = { resource: `Media/${media?.id}`, expression: 'Media.content' };
    const issues = [{ severity: 'error', code: 'value', text: 'Not that.', ...about }];
    await queue.finish(claim!, { kind: 'dead', attempt: { ...ATTEMPT, outcome: 'rejected', issues } }, 2_000);
    await database.close();
    const sameIds = { ...env, GATEWAY_NAMESPACE: 'https://gateway.test/ns' };
    const { stdout } = await runCli(['deliveries', 'show', claim!.id], { env: sameIds });
    expect(stdout).toContain('at Media.content: Not that.\n      from /');
    expect(stdout).toContain('      from /data/macroscopicMedia/type\n');
    await run('deliveries', 'discard', claim!.id);
  });

  test('replays what is dead', async () => {
    const { stderr, stdout } = await run('deliveries', 'replay', '--destination', 'ward', '--rate', '5');
    expect(stderr).toBe('derm-fhir: deliveries that are sent again: 1.\n');
    expect(await stateNow()).toBe('waiting');
    expect((await run('deliveries', 'replays')).stdout).toMatch(/\tstarted\t.*\t5\/s\tof 1\twaiting 1\n$/);
    const cancelled = await run('deliveries', 'cancel', stdout.trim());
    expect(cancelled.stdout).toMatch(/\tcancelled\t.*\tof 1\tdead 1\n$/);
    expect(await run('deliveries', 'cancel', 'none')).toMatchObject({ code: 2 });
    expect((await run('deliveries', 'replay', '--all')).stderr).toContain('again: 1.');
  });

  test.each([
    ['replay'],
    ['replay', '--rate', '1'],
    ['replay', '--all', '--destination', 'ward'],
    ['replay', '--destination', 'warb'],
    ['list', '--destination', 'warb'],
  ])('%s %s %s wants to be told which there are', async (...argv) => {
    expect(await run('deliveries', ...argv)).toMatchObject({ code: 2, stdout: '' });
  });

  test('sends one again, and says so when there is none', async () => {
    expect((await run('deliveries', 'retry', id)).code).toBe(0);
    expect(await run('deliveries', 'retry', 'none')).toMatchObject({ code: 2 });
  });

  test('discards a dead one, once', async () => {
    const database = await openDatabase({ kind: 'file', file });
    const { queue } = createOutbox({ database, newId: () => 'n' });
    const [claim] = await queue.claim('ward', 'w', Date.now(), 1_000, 1);
    const attempt = { ...ATTEMPT, outcome: 'rejected', issues: [] };
    await queue.finish(claim!, { kind: 'dead', attempt }, Date.now());
    await database.close();
    expect((await run('destinations', 'list')).stdout).toBe('ward\trunning\twaiting 0\tsending 0\tdead 1\n');
    expect(await run('deliveries', 'discard', id)).toMatchObject({ code: 0 });
    expect(await stateNow()).toBe('discarded');
    expect(await run('deliveries', 'discard', id)).toMatchObject({ code: 2 });
  });

  test('wants a store that outlives it', async () => {
    expect(await runCli(['deliveries', 'list'], { env: { STORE: 'memory' } })).toMatchObject({ code: 2 });
  });
});

describe('derm-fhir destinations', () => {
  test('pauses and resumes one that there is', async () => {
    expect(await run('destinations', 'pause', 'ward')).toMatchObject({ code: 0 });
    expect((await run('destinations', 'list')).stdout).toMatch(/^ward\tpaused by command-line\t/);
    expect(await run('destinations', 'resume', 'ward')).toMatchObject({ code: 0 });
    expect(await run('destinations', 'pause', 'warb')).toMatchObject({ code: 2 });
  });
});

describe('derm-fhir backfill', () => {
  test('takes reports in, each once', async () => {
    const backfill = (stdin: string, ...more: string[]) => runCli(['backfill', '-', ...more], { env, stdin });
    expect((await backfill('"a"\n"b"\n')).stderr).toBe('derm-fhir: taken in: 2; waiting already: 0.\n');
    expect((await backfill('"b"\n\n"c"')).stderr).toBe('derm-fhir: taken in: 1; waiting already: 1.\n');
    expect(await backfill('"a"\n{"secret"')).toMatchObject({
      code: 1,
      stderr: 'derm-fhir: line 2 is no report id as a JSON string.\n',
    });
    expect(await backfill('"a"', '--to', 'warb')).toMatchObject({ code: 2 });
  });

  test('waits, on request, until everything has ended, and says what did not arrive', async () => {
    const waiting = runCli(['backfill', '-', '--wait'], { env, stdin: '"d"' });
    const database = await openDatabase({ kind: 'file', file });
    const { intakes } = createOutbox({ database, newId: () => 'n' });
    // It takes in what others wait for, too.
    let claims: readonly ClaimedIntake[] = [];
    while (!claims.some(({ handle }) => handle === 'd'))
      claims = await intakes.claim('w', Date.now(), 60_000, 10);
    for (const claim of claims) await intakes.fail(claim, 'not-found', Date.now());
    const { code, stdout, stderr } = await waiting;
    await database.close();
    expect({ code, stdout }).toEqual({ code: 3, stdout: 'report 1: failed, not-found\n' });
    expect(stderr).toContain('delivered: 0; not delivered: 1.');
  });

  test('shows people how far it is', () => {
    expect(progressBar(1, 4)).toBe(`[${'='.repeat(10)}${' '.repeat(30)}] 1 of 4`);
    const written: string[] = [];
    const stderr = { write: (text: string) => written.push(text), isTTY: true };
    showProgress(4, 4, { stderr }, ' reports, 7 of 8 deliveries');
    expect(written).toEqual([`\r[${'='.repeat(40)}] 4 of 4 reports, 7 of 8 deliveries\n`]);
    clearProgress({ stderr });
    expect(written.at(-1)).toBe('\r\x1b[K');
    clearProgress({ stderr: { ...stderr, isTTY: false } });
    expect(written).toHaveLength(2);
  });
});

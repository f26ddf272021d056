import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { jsonLines, runCli, type CliResult } from '../../helpers/cli.js';
import { rawText } from '../../helpers/fixture.js';
import { startStubServer, type StubServer } from '../../helpers/stub-server.js';
import { startMedplumReceiver, type MedplumReceiver } from '../../receiver/medplum-receiver.js';

const acne = rawText('acne-full');

describe('push to a server that takes transactions', () => {
  let receiver: MedplumReceiver;
  let folder: string;

  beforeAll(async () => {
    receiver = await startMedplumReceiver({ token: 'receiver-secret' });
    folder = mkdtempSync(join(tmpdir(), 'derm-fhir-'));
  });
  afterEach(() => {
    receiver.repository.clear();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await receiver.close();
  });

  function push(stdin: string, ...options: string[]): Promise<CliResult> {
    const env = { FHIR_TOKEN: 'receiver-secret' };
    return runCli(['push', '-', '--to', receiver.url, '-q', ...options], { stdin, env });
  }

  test.each([
    ['transaction', 'acne-full', 17],
    // Medplum takes at most eight entries in a transaction with conditions.
    ['transaction-conditional', 'bare-minimum', 2],
  ])('stores a raw report as a %s, once', async (type, name, count) => {
    const { code, stdout, stderr } = await push(rawText(name), '--type', type);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}20[01] {2}DiagnosticReport\/[0-9a-f-]{36}/m);
    expect(stdout).toContain(`${count} of ${count} entries stored.\ndelivered: `);
    expect(receiver.repository.count()).toBe(count);
    expect((await push(rawText(name), '--type', type)).code).toBe(0);
    expect(receiver.repository.count()).toBe(count);
  });

  test('passes on why the server refuses the whole', async () => {
    const { code, stdout } = await push(acne, '--type', 'transaction-conditional');
    expect(code).toBe(3);
    expect(stdout).toContain('Transaction requires strict isolation but has too many entries\nrejected: ');
    expect(receiver.repository.count()).toBe(0);
  });

  test('sends a given transaction byte for byte', async () => {
    const { stdout } = await runCli(['translate', '-', '--type', 'transaction', '--pretty'], { stdin: acne });
    expect((await push(stdout)).code).toBe(0);
    expect(receiver.requests.at(-1)?.headers['content-length']).toBe(String(Buffer.byteLength(stdout)));
    expect(receiver.requests.at(-1)?.body).toEqual(JSON.parse(stdout));
  });

  test('prints the result as JSON when told to', async () => {
    const { code, stdout } = await push(acne, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'delivered', status: 200, entries: { length: 17 } });
  });

  test('takes the token from a file, and the file wins over the environment', async () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'receiver-secret\n');
    const argv = ['push', '-', '--to', receiver.url, '-q', '--token-file', file];
    expect(await runCli(argv, { stdin: acne, env: { FHIR_TOKEN: 'another' } })).toMatchObject({ code: 0 });
  });

  test('ends with 3 when the token is refused, and does not repeat it', async () => {
    const surroundings = { stdin: acne, env: { FHIR_TOKEN: 'wrong-secret' } };
    const { code, stdout, stderr } = await runCli(['push', '-', '--to', receiver.url, '-q'], surroundings);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toContain('HTTP 401');
    expect(stdout).toContain('unauthorised: ');
    expect(stdout).not.toContain('wrong-secret');
    expect(receiver.repository.count()).toBe(0);
  });

  test('says what the server objects to, and to which resource', async () => {
    const { stdout: transaction } = await runCli(['translate', '-', '--type', 'transaction'], {
      stdin: acne,
    });
    const broken = transaction.replace('"resourceType":"DiagnosticReport"', '$&,"status2":"x"');
    const { code, stdout } = await push(broken, '--no-check');
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /error \(\S+\), entry\[15\], DiagnosticReport\/[0-9a-f-]{36}, at DiagnosticReport/,
    );
    expect(stdout).toContain('rejected: ');
    expect(receiver.repository.count()).toBe(0);
  });

  test('sends nothing that the check finds errors in', async () => {
    const { stdout: transaction } = await runCli(['translate', '-', '--type', 'transaction'], {
      stdin: acne,
    });
    const before = receiver.requests.length;
    const broken = transaction.replace('"status":"preliminary"', '"status":"nonsense"');
    const { code, stdout, stderr } = await push(broken);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(jsonLines(stderr)[0]).toMatchObject({
      severity: 'error',
      kind: 'code-invalid',
      fhirPath: expect.stringMatching(/^Bundle\.entry\[\d+\]\.resource\.status$/),
    });
    expect(receiver.requests).toHaveLength(before);
  });

  test.each([
    ['a collection', ['translate', '-'], '/type'],
    ['the outcome of a check', ['check', '-'], '/resourceType'],
  ])('ends with 1 for %s and says what it wants', async (_what, argv, pointer) => {
    const { stdout: given } = await runCli(argv, { stdin: acne });
    const { code, stderr } = await push(given);
    expect(code).toBe(1);
    expect(jsonLines(stderr)).toEqual([
      expect.objectContaining({ kind: 'not-a-transaction', rawPointer: pointer }),
    ]);
    expect(stderr).toContain('translate --type transaction');
  });

  test.each([
    ['prose', 'Dear colleague,'],
    ['a list', '[]'],
    ['nothing', ''],
  ])('ends with 1 for %s', async (_what, stdin) => {
    expect(await push(stdin)).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('push to a server that does as it likes', () => {
  let stub: StubServer;
  let answer: { status: number; headers: Record<string, string>; body: string };

  beforeAll(async () => {
    stub = await startStubServer((response) =>
      response.writeHead(answer.status, answer.headers).end(answer.body),
    );
  });
  afterAll(() => stub.close());

  async function pushAgainst(given: Partial<typeof answer>, ...options: string[]): Promise<CliResult> {
    answer = { status: 200, headers: {}, body: '', ...given };
    return runCli(['push', '-', '--to', `${stub.url}/fhir`, '-q', ...options], { stdin: acne });
  }

  test('counts what was stored when it ran the transaction as a batch', async () => {
    const entry = Array.from({ length: 17 }, (_, index) => ({
      response: {
        status: index === 3 ? '429 Too Many Requests' : '201 Created',
        location: `X/${index}/_history/1`,
      },
    }));
    const body = JSON.stringify({ resourceType: 'Bundle', type: 'batch-response', entry });
    const { code, stdout } = await pushAgainst({ body });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ {2}429 {2}Observation\//m);
    expect(stdout).toMatch(/^ {2}201 {2}Media\/\S+ {2}as X\/1$/m);
    expect(stdout).toContain('16 of 17 entries stored.\nnot-transactional: ');
  });

  test('does not follow a redirect', async () => {
    const before = stub.requests.length;
    const { code, stdout } = await pushAgainst({ status: 308, headers: { location: '/elsewhere' } });
    expect(code).toBe(3);
    expect(stdout).toContain('redirected: ');
    expect(stub.requests.slice(before).map(({ url }) => url)).toEqual(['/fhir']);
  });

  test('says how long the server asks to wait', async () => {
    const { code, stdout } = await pushAgainst({ status: 429, headers: { 'retry-after': '30' } });
    expect(code).toBe(3);
    expect(stdout).toContain('throttled: ');
    expect(stdout).toContain('wait 30 s.');
    const { stdout: long } = await pushAgainst({ status: 429, headers: { 'retry-after': '999999' } });
    expect(long).toContain('wait 999999 s.');
  });

  test('does not take a web page for success', async () => {
    const { code, stdout } = await pushAgainst({ body: '<html>Welcome</html>' });
    expect(code).toBe(3);
    expect(stdout).toContain('misconfigured: ');
  });

  test('is warned of links to this machine that go to another, however they got into the transaction', async () => {
    // A name of this machine that is not known as one stands for the other.
    const elsewhere = ['--to', `http://0.0.0.0:${new URL(stub.url).port}/fhir`, '--allow-http'];
    const local = (await runCli(['translate', '-', '--type', 'transaction'], { stdin: acne })).stdout;
    for (const stdin of [acne, local])
      expect((await runCli(['push', '-', '-q', ...elsewhere], { stdin })).stderr).toContain('WARNING: links');
    const named = ['--base-url', 'https://gateway.test/fhir'];
    expect((await runCli(['push', '-', '-q', ...elsewhere, ...named], { stdin: acne })).stderr).toBe('');
    expect((await pushAgainst({})).stderr).toBe('');
  });

  test('sends further headers', async () => {
    await pushAgainst({}, '--header', 'X-Tenant: north', '--header', 'X-Empty:');
    expect(stub.requests.at(-1)?.headers).toMatchObject({ 'x-tenant': 'north', 'x-empty': '' });
    expect(stub.requests.at(-1)?.headers).not.toHaveProperty('authorization');
  });

  test.each([
    [
      'a token among the headers',
      ['--header', 'Authorization: Bearer geheim'],
      {},
      'Authorization must not carry credentials',
    ],
    ['a token file that is not there', ['--token-file', '/no/such/geheim'], {}, '--token-file'],
    ['a token with a line break', [], { FHIR_TOKEN: 'geheim\ngeheim' }, 'FHIR_TOKEN: must hold a token'],
    ['http to another machine', ['--to', 'http://geheim.test/fhir'], {}, 'https'],
    ['credentials in the address', ['--to', 'https://geheim:geheim@host.test/fhir'], {}, 'user or password'],
    ['a DEBUG that would print answers', [], { DEBUG: 'fhir-kit-client:*' }, 'DEBUG'],
  ])('ends with 2 for %s, sends nothing and repeats nothing', async (_what, options, env, expected) => {
    const before = stub.requests.length;
    const argv = ['push', '-', '--to', `${stub.url}/fhir`, '-q', ...options];
    const { code, stdout, stderr } = await runCli(argv, { stdin: acne, env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('geheim');
    expect(stub.requests).toHaveLength(before);
  });
});

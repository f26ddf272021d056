import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keyIdIn } from '../../../src/auth/api-key.js';
import { runCli, type CliResult } from '../../helpers/cli.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'derm-fhir-keys-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function keys(...argv: string[]): Promise<CliResult> {
  return runCli(['keys', ...argv], { env: { STORE: `file:${join(folder, 'new', 'gateway.db')}` } });
}

async function rows(): Promise<string[][]> {
  const { stdout } = await keys('list');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

describe('derm-fhir keys', () => {
  test('prints a new key on stdout, alone, and never again', async () => {
    const { code, stdout, stderr } = await keys('create', '--client', 'engine');
    const text = stdout.trimEnd();
    const id = keyIdIn(text) ?? '';
    expect({ code, id }).toEqual({ code: 0, id: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(stderr).toContain(`key ${id} of client engine, tenant default: system/*.rs`);
    expect(stderr).not.toContain(text);
    const [[listed = '', client, tenant, state, created, expires, scopes] = []] = await rows();
    expect([listed, client, tenant, state, scopes]).toEqual([id, 'engine', 'default', 'live', 'system/*.rs']);
    expect(Date.parse(expires ?? '') - Date.parse(created ?? '')).toBeCloseTo(365 * 86_400_000, -4);
  });

  test('gives a key its tenant, its scopes and its expiry', async () => {
    const scopes = ['--scope', 'system/Media.rs', '--scope', 'gateway/admin'];
    await keys('create', '--client', 'a', '--tenant', 'north', ...scopes, '--expires', 'never');
    expect((await rows())[0]?.slice(1)).toEqual([
      'a',
      'north',
      'live',
      expect.any(String),
      'never',
      'system/Media.rs gateway/admin',
    ]);
  });

  test('gives a client a third key only when one of its two is revoked', async () => {
    const first = await keys('create', '--client', 'a');
    await keys('create', '--client', 'a');
    expect(await keys('create', '--client', 'a')).toMatchObject({ code: 2, stdout: '' });
    const id = keyIdIn(first.stdout.trimEnd()) ?? '';
    expect(await keys('revoke', id)).toEqual({
      code: 0,
      stdout: '',
      stderr: `derm-fhir: key ${id} is revoked.\n`,
    });
    expect((await keys('create', '--client', 'a')).code).toBe(0);
    expect((await rows()).map(([, , , state]) => state)).toEqual(['revoked', 'live', 'live']);
    expect((await keys('revoke', id)).code).toBe(2);
  });

  test.each([
    ['no client', ['create'], '--client'],
    ['a client with blanks', ['create', '--client', 'a b'], '--client'],
    ['a tenant that is a path', ['create', '--client', 'a', '--tenant', '../x'], '--tenant'],
    ['a scope that gives nothing', ['create', '--client', 'a', '--scope', 'patient/*.rs'], '--scope'],
    ['an expiry that is no number', ['create', '--client', 'a', '--expires', 'soon'], '--expires'],
    ['an expiry in no days', ['create', '--client', 'a', '--expires', '0'], '--expires'],
    ['a key that there is not', ['revoke', '0000000000000000'], 'no such key'],
  ])('ends with 2 on %s', async (_what, argv, words) => {
    const { code, stdout, stderr } = await keys(...argv);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(words) });
  });

  test('ends with 2 where keys would be gone with the process, and where there can be no file', async () => {
    expect(await runCli(['keys', 'list'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('STORE'),
    });
    const env = { STORE: 'file:/dev/null/gateway.db' };
    expect(await runCli(['keys', 'list'], { env })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('STORE'),
    });
  });

  test('ends with 3 where the database does not answer, without its password', async () => {
    const env = { DATABASE_URL: 'postgres://gateway:canary@127.0.0.1:9/gateway' };
    const { code, stderr } = await runCli(['keys', 'list'], { env });
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'derm-fhir: the database cannot be reached.\n' });
  });
});

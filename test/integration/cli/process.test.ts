import { spawn, type ChildProcess } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { PROGRAMS } from '../../helpers/programs.js';
import { startStubServer } from '../../helpers/stub-server.js';

/** The command as it is shipped. */
const command = [process.execPath, `${PROGRAMS}/cli/main.js`] as const;
const acne = 'src/vendor/sandbox/reports/acne.json';
const started: ChildProcess[] = [];

// A process starts in half a second, on a machine with nothing else to do.
jest.setTimeout(30_000);

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const [program, ...options] = command;
  const child = spawn(program, [...options, ...argv], { env: { PATH: process.env['PATH'], ...env } });
  started.push(child);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended };
}

/** Resolves with what was printed once it has the words. */
function printed(stream: NodeJS.ReadableStream, words: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = '';
    stream.on('data', (chunk) => {
      all += String(chunk);
      if (words.test(all)) resolve(all);
    });
    stream.on('end', () => {
      reject(new Error(`ended without ${String(words)}: ${all}`));
    });
  });
}

describe('the process', () => {
  test('reads standard input, prints to both streams and ends with the code', async () => {
    const { child, ended } = start(['translate', '-']);
    createReadStream(acne).pipe(child.stdin);
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ resourceType: 'Bundle' });
    expect(stderr).toMatch(/^\{"severity":/);
  });

  test('ends quietly when the reader of its output goes away', async () => {
    const { child, ended } = start(['translate', acne, '--quiet', '--pretty']);
    child.stdout.destroy();
    const [stderr, code] = await Promise.all([text(child.stderr), ended]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('prints the result although nobody listens to the issues', async () => {
    const { child, ended } = start(['translate', acne]);
    child.stderr.destroy();
    const [stdout, code] = await Promise.all([text(child.stdout), ended]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ resourceType: 'Bundle' });
  });

  // A device that is always full, where there is one.
  (existsSync('/dev/full') ? test : test.skip)('ends with 74 when the output cannot be written', async () => {
    const argv = ['-c', 'exec "$0" "$@" > /dev/full', ...command, 'translate', acne, '-q'];
    const child = spawn('sh', argv);
    started.push(child);
    const ended = new Promise((resolve) => child.once('close', resolve));
    expect(await text(child.stderr)).toBe('derm-fhir: cannot write the output: ENOSPC.\n');
    expect(await ended).toBe(74);
  });

  test('ends although its input does not, when there is too much of it', async () => {
    const { child, ended } = start(['check', '-']);
    const block = Buffer.alloc(1024 * 1024, ' ');
    const write = (): void => {
      while (child.stdin.writable && child.stdin.write(block));
    };
    child.stdin.on('drain', write).on('error', () => undefined);
    write();
    const [stderr, code] = await Promise.all([text(child.stderr), ended]);
    expect(code).toBe(1);
    expect(stderr).toContain('larger than');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('of a sandbox ends with 0 on %s', async (signal) => {
    const { child, ended } = start(['sandbox', '--port', '0']);
    await printed(child.stdout, /Ctrl-C stops it/);
    child.kill(signal);
    expect(await ended).toBe(0);
  });

  test('of serve ends with 2 on a port that is taken', async () => {
    const first = await startStubServer((response) => void response.end());
    try {
      const { child, ended } = start(['serve'], { PORT: new URL(first.url).port });
      expect(await text(child.stderr)).toContain('did not start');
      expect(await ended).toBe(2);
    } finally {
      await first.close();
    }
  });

  test('of serve answers until SIGTERM, then ends with 0', async () => {
    const env = { HOST: '127.0.0.1', PORT: '0', SHUTDOWN_DELAY_MS: '0' };
    const { child, ended } = start(['serve'], env);
    const log = await printed(child.stdout, /"listening"/);
    const url = /"url":"(http:[^"]+)"/.exec(log)?.[1] ?? '';
    expect(await (await fetch(`${url}/fhir/metadata`)).json()).toMatchObject({
      resourceType: 'CapabilityStatement',
    });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test.each<[said: string, what: string, answer: (response: ServerResponse) => void]>([
    [
      'no answer (UND_ERR_SOCKET)\nunanswered: ',
      'breaks the connection',
      (response) => void response.destroy(),
    ],
    [
      'no answer (UNWANTED_CONTENT_CODING)\nunverifiable: ',
      'packs its answer unasked',
      (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{}')),
    ],
    [
      'HTTP 200\nunverifiable: ',
      'answers far too much',
      (response) => void response.end(Buffer.alloc(17 * 1024 * 1024, ' ')),
    ],
  ])('of push says %j when the server %s', async (said, _what, answer) => {
    const stub = await startStubServer(answer);
    try {
      const { child, ended } = start(['push', acne, '-q', '--to', stub.url]);
      expect(await text(child.stdout)).toContain(said);
      expect(await ended).toBe(3);
    } finally {
      await stub.close();
    }
  });
});

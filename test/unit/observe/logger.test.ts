import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { describeError } from '../../../src/observe/describe-error.js';
import { createLogger } from '../../../src/observe/logger.js';
import { PROGRAMS } from '../../helpers/programs.js';

/** What a logger writes. */
function written(log: (logger: ReturnType<typeof createLogger>) => void, secrets: readonly string[] = []) {
  const lines: string[] = [];
  log(createLogger({ level: 'debug', secrets, destination: { write: (line) => lines.push(line) } }));
  return lines.join('');
}

describe('a log line', () => {
  test('is one JSON object with level, ISO time and message, and no host name', () => {
    const line = written((logger) => {
      logger.info({ answer: 42 }, 'said');
    });
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      answer: 42,
      msg: 'said',
    });
  });

  test.each([
    ['a configured secret', 'the secret is canary-secret'],
    ['the same, percent-encoded', `in a URL: ${encodeURIComponent('canary-secret')}`],
    ['a key in a query', 'https://x.test/?a=1&apiKey=canary-key&b=2'],
    ['a signature of an object store', 'https://x.test/?X-Amz-Signature=canarysig&X-Amz-Credential=canary'],
    ['an encrypted report id', 'https://x.test/?diagnosticReportIdEncrypted=canary%3D%3D'],
    ['a token', 'https://x.test/?access_token=canary&secret=canary&password=canary&client_secret=canary'],
    ['a company', 'https://x.test/?companyId=canary&signed_id=canary#company=canary'],
    [
      'a signature of other object stores',
      'x?x-ms-signature=canary&Key-Pair-Id=canary&Policy=canary&AWSAccessKeyId=canary',
    ],
    ['a key in a link in a query', 'https://x.test/?to=https%3A%2F%2Fy.test%3FapiKey%3Dcanary'],
    ['credentials', 'Authorization: Bearer canary.canary.canary'],
    ['a key of this gateway', `dfg_0123456789abcdef_canary${'A'.repeat(37)}`],
    ['a signed token', 'eyJhbGciOiJFUzI1NiJ9.canary.canary'],
  ])('never holds %s', (_, text) => {
    const line = written(
      (logger) => {
        logger.info({ text }, text);
      },
      ['canary-secret'],
    );
    expect(line).toContain('[censored]');
    expect(line).not.toContain('canary');
  });

  test('is on stdout when the call returns, whatever becomes of the process', () => {
    const script = `
      const { createLogger } = await import('./${PROGRAMS}/logger.js');
      createLogger({ level: 'info' }).fatal('the reason');
      process.kill(process.pid, 'SIGKILL');`;
    const argv = ['--input-type=module', '--eval', script];
    expect(String(spawnSync(process.execPath, argv).stdout)).toContain('"msg":"the reason"');
  });

  test('keeps what stands around a secret', () => {
    const line = written((logger) => {
      logger.info('https://x.test/?a=1&apiKey=k&b=2');
    });
    expect(line).toContain('https://x.test/?a=1&apiKey=[censored]&b=2');
  });

  test('censors a secret whose characters JSON escapes', () => {
    const line = written(
      (logger) => {
        logger.info('quo"ted\\secret');
      },
      ['quo"ted\\secret'],
    );
    expect(line).not.toContain('ted');
  });
});

describe('an error in the log', () => {
  test('is its class, code and place, and those of its causes, without messages', () => {
    const cause = Object.assign(new TypeError('canary cause'), { code: 'ECONNRESET' });
    const described = describeError(new Error('canary\n    at canary (file:1:1)', { cause }));
    expect(described).toMatchObject({ class: 'Error', cause: { class: 'TypeError', code: 'ECONNRESET' } });
    expect(described.frames?.[0]).toContain('logger.test.ts');
    expect(JSON.stringify(described)).not.toContain('canary');
  });

  test('may be its own cause', () => {
    const error = new Error('x');
    error.cause = error;
    expect(JSON.stringify(describeError(error)).match(/"class"/g)).toHaveLength(4);
  });

  test('may be no error at all', () => {
    expect(describeError('canary')).toEqual({ class: 'string' });
  });

  test('does not lend its name or code to a forger', () => {
    const error = Object.assign(new Error('x'), { name: 'canary name', code: 'canary code' });
    expect(describeError(error)).toMatchObject({ class: 'Error' });
    expect(describeError(error)).not.toHaveProperty('code');
  });
});

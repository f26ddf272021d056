import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../../src/observe/logger.js';
import { lineWriter } from '../../../src/observe/line-writer.js';

const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

let path: string;
let descriptor: number;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'lines-')), 'log');
  descriptor = openSync(path, 'a');
});
afterEach(async () => {
  await endOfTurn();
  closeSync(descriptor);
});

describe('log lines', () => {
  test('of one turn of the event loop are written at its end', async () => {
    const writer = lineWriter(descriptor);
    writer.write('a\n');
    writer.write('b\n');
    expect(readFileSync(path, 'utf8')).toBe('');
    await endOfTurn();
    expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
  });

  test('wait for nothing when one of them is a warning', () => {
    const logger = createLogger({ level: 'info', destination: lineWriter(descriptor) });
    logger.info('before');
    logger.warn('why');
    expect(readFileSync(path, 'utf8')).toMatch(/"before".*\n.*"why"/);
  });

  test('do not pile up in a long turn', () => {
    const writer = lineWriter(descriptor);
    for (let line = 0; line < 1000; line++) writer.write(`${'x'.repeat(99)}\n`);
    expect(readFileSync(path, 'utf8').length).toBeGreaterThan(90_000);
    writer.flushSync();
  });
});

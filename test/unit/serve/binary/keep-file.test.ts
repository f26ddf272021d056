import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { keepingFile, keptFile, LARGEST_KEPT } from '../../../../src/serve/binary/keep-file.js';
import { drawSkinPng } from '../../../../src/vendor/sandbox/png.js';

const type = { kind: 'picture', name: 'image/png', extension: 'png' } as const;

/** A file of some chunks, and what was kept of it. */
function keeping(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
  const kept: Uint8Array[] = [];
  const source = Readable.from(chunks, { objectMode: false });
  const { body } = keepingFile({ type, size: null, body: source }, (bytes) => {
    kept.push(bytes);
    return Promise.resolve();
  });
  return { body, source, kept };
}

describe('a copy', () => {
  test('is kept of a file that has arrived whole', async () => {
    const { body, kept } = keeping([Buffer.from('ab'), Buffer.from('c')]);
    expect((await buffer(body)).toString()).toBe('abc');
    expect(kept).toEqual([Buffer.from('abc')]);
  });

  test('is not kept of a file that breaks off, and the error is passed on', async () => {
    const { body, kept } = keeping(broken());
    await expect(buffer(body)).rejects.toThrow('broke off');
    expect(kept).toEqual([]);
  });

  test('is not kept of a file that nobody reads to its end, and the source is closed', async () => {
    const { body, source, kept } = keeping([Buffer.from('ab'), Buffer.from('c')]);
    body.destroy();
    await new Promise((resolve) => source.once('close', resolve));
    expect(kept).toEqual([]);
  });

  test.each([
    ['as large as may be', 0, 1],
    ['larger', 1, 0],
  ])('of a file that is %s is kept or not', async (_size, more, copies) => {
    const { body, kept } = keeping([Buffer.alloc(LARGEST_KEPT), Buffer.alloc(more)]);
    expect(await buffer(body)).toHaveLength(LARGEST_KEPT + more);
    expect(kept).toHaveLength(copies);
  });
});

describe('a file that was kept', () => {
  test('is told by its first bytes as it was when it came', async () => {
    const png = drawSkinPng(8, 1);
    const file = keptFile(Uint8Array.from(png));
    expect(file).toMatchObject({ type, size: png.length });
    expect(file === null ? null : await buffer(file.body)).toEqual(png);
  });

  test('is as if it was not there when its type is not passed on any more', () => {
    expect(keptFile(Buffer.from('<svg/>'))).toBeNull();
  });
});

async function* broken(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('ab');
  await Promise.resolve();
  throw new Error('broke off');
}

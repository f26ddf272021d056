import { describe, expect, test } from '@jest/globals';
import { decodeUtf8, isJsonType, readBytes, UnusableBody } from '../../../src/vendor/answer-body.js';

async function* chunks(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(Buffer.from(part));
}

describe('readBytes', () => {
  test('joins what comes in pieces', async () => {
    expect(Buffer.from(await readBytes(chunks('{"a"', ':', '1}'), 7)).toString()).toBe('{"a":1}');
  });

  test('takes nothing beyond the limit, and then stops receiving', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        asked += 1;
        yield await Promise.resolve(Buffer.alloc(10));
      }
    }
    await expect(readBytes(endless(), 25)).rejects.toMatchObject({ outcome: { kind: 'too-large' } });
    expect(asked).toBe(3);
  });
});

describe('decodeUtf8', () => {
  test('drops a byte order mark', () => {
    expect(decodeUtf8(Buffer.from('\ufeff{"á":"🦷"}'))).toBe('{"á":"🦷"}');
  });

  test.each([
    ['Latin-1', [0x22, 0xe9, 0x22]],
    ['a cut character', [0x22, 0xf0, 0x9f, 0xa6]],
    ['an encoded surrogate', [0xed, 0xa0, 0xbd]],
    ['an overlong form', [0xc0, 0xaf]],
  ])('refuses %s rather than replace it', (_name, bytes) => {
    expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow(UnusableBody);
  });
});

describe('isJsonType', () => {
  test.each([
    undefined,
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'text/json',
    'application/problem+json',
    'application/vnd.api+json;v=1',
  ])('takes %s', (type) => {
    expect(isJsonType(type)).toBe(true);
  });

  test.each(['', 'text/html', 'application/jsonp', 'application/pdf', 'text/plain', 'image/json', 'json'])(
    'refuses %j',
    (type) => {
      expect(isJsonType(type)).toBe(false);
    },
  );
});

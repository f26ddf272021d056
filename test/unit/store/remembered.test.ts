import { describe, expect, test } from '@jest/globals';
import { remembered } from '../../../src/store/remembered.js';
import type { Erased, ResourceVersion } from '../../../src/store/store.js';

/** A reader over a database of one resource; it counts how often it was asked. */
function reading(found: ResourceVersion | Erased | null, revision: { now: number | null }) {
  const asked: string[] = [];
  const read = remembered({ revision: () => revision.now }, (tenant, type, id, languages) => {
    asked.push([tenant, type, id, ...languages].join(' '));
    return Promise.resolve(found);
  });
  return { asked, read };
}

const version = (json = '{}'): ResourceVersion => ({
  type: 'Media',
  id: 'a',
  versionId: '1',
  lastUpdated: '2026-01-02T03:04:05.678Z',
  language: 'en',
  json,
});

describe('what was read', () => {
  test('is not read again while the database is the same', async () => {
    const { asked, read } = reading(version(), { now: 1 });
    expect(await read('north', 'Media', 'a', [])).toEqual(version());
    expect(await read('north', 'Media', 'a', [])).toEqual(version());
    expect(asked).toEqual(['north Media a']);
  });

  test('is one tenant’s, of one type, of one id, and in the languages that were wanted', async () => {
    const { asked, read } = reading(version(), { now: 1 });
    await read('north', 'Media', 'a', []);
    await read('south', 'Media', 'a', []);
    await read('north', 'Device', 'a', []);
    await read('north', 'Media', 'b', []);
    await read('north', 'Media', 'a', ['es', 'en']);
    expect(asked).toHaveLength(5);
  });

  test('is read again after a commit', async () => {
    const revision = { now: 1 };
    const { asked, read } = reading(version(), revision);
    await read('north', 'Media', 'a', []);
    revision.now = 2;
    await read('north', 'Media', 'a', []);
    expect(asked).toHaveLength(2);
  });

  test('is not remembered when another reader heard of a commit meanwhile', async () => {
    const revision = { now: 1 };
    const { asked, read } = reading(version(), revision);
    const early = read('north', 'Media', 'a', []);
    revision.now = 2;
    const late = read('north', 'Media', 'b', []);
    await Promise.all([early, late]);
    await read('north', 'Media', 'a', []);
    expect(asked).toEqual(['north Media a', 'north Media b', 'north Media a']);
  });

  test('is not remembered of a database that does not tell of commits', async () => {
    const { asked, read } = reading(version(), { now: null });
    await read('north', 'Media', 'a', []);
    await read('north', 'Media', 'a', []);
    expect(asked).toHaveLength(2);
  });

  test.each([null, { erasedAt: '2026-01-02T03:04:05.678Z' }])(
    'is not remembered when it is nothing: %j',
    async (found) => {
      const { asked, read } = reading(found, { now: 1 });
      await read('north', 'Media', 'a', []);
      expect(await read('north', 'Media', 'a', [])).toEqual(found);
      expect(asked).toHaveLength(2);
    },
  );

  test('is forgotten before it takes too much memory', async () => {
    const { asked, read } = reading(version('x'.repeat(1_500_000)), { now: 1 });
    for (const id of ['a', 'b', 'c', 'c', 'a']) await read('north', 'Media', id, []);
    expect(asked).toEqual(['a', 'b', 'c', 'a'].map((id) => `north Media ${id}`));
  });

  test('counts what it was asked by, too', async () => {
    const { asked, read } = reading(version(), { now: 1 });
    const long = 'x'.repeat(1_500_000);
    for (const id of ['a', 'b', 'c', 'c', 'a']) await read('north', 'Media', id, [long]);
    expect(asked).toHaveLength(4);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { historyParameters } from '../../../../src/serve/interaction/history-page.js';
import { pageOf, readHistoryRequest } from '../../../../src/serve/interaction/history-page.js';

const version = (versionId: string, lastUpdated: string) => ({
  type: 'Observation',
  id: 'o1',
  versionId,
  lastUpdated,
  language: 'en',
  json: '{}',
});

const versions = [
  version('c', '2026-03-01T00:00:00.000Z'),
  version('b', '2026-02-01T00:00:00.000Z'),
  version('a', '2026-01-01T00:00:00.000Z'),
];

function page(parameters: Partial<Record<(typeof historyParameters)[number], string>>) {
  const wanted = readHistoryRequest((name) => parameters[name]);
  const { versions: found, ...rest } = pageOf(versions, wanted);
  return { ids: found.map(({ versionId }) => versionId).join(''), ...rest };
}

describe('a page of a history', () => {
  test('is all of it, unless it is said otherwise', () => {
    expect(page({})).toEqual({ ids: 'cba', total: 3, next: null });
  });

  test('goes on where the page before ended', () => {
    expect(page({ _count: '2' })).toEqual({ ids: 'cb', total: 3, next: 'b' });
    expect(page({ _count: '2', _cursor: 'b' })).toEqual({ ids: 'a', total: 3, next: null });
  });

  test('ends exactly where the history ends', () => {
    expect(page({ _count: '3' })).toEqual({ ids: 'cba', total: 3, next: null });
  });

  test('has the total alone when no version is wanted', () => {
    expect(page({ _count: '0' })).toEqual({ ids: '', total: 3, next: null });
  });

  test('begins at a time, the time itself included', () => {
    expect(page({ _since: '2026-02-01T01:00:00+01:00' })).toEqual({ ids: 'cb', total: 2, next: null });
    expect(page({ _since: '2026-02-01T00:00:00.001Z' })).toEqual({ ids: 'c', total: 1, next: null });
  });

  test.each([
    { _count: '-1' },
    { _count: 'ten' },
    { _since: '2026' },
    { _since: '2026-02-01T00:00:00' },
    { _since: '2026-13-01T00:00:00Z' },
    { _since: '2026-02-01T01:00:00 01:00' },
    { _cursor: 'x' },
  ])('is not to be had with %j', (parameters) => {
    expect(() => page(parameters)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

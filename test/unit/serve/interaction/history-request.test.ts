import { describe, expect, test } from '@jest/globals';
import {
  readHistoryRequest,
  type historyParameters,
} from '../../../../src/serve/interaction/history-request.js';

function request(parameters: Partial<Record<(typeof historyParameters)[number], string>>) {
  return readHistoryRequest((name) => parameters[name]);
}

describe('a request for a history', () => {
  test('is for the newest fifty versions, unless it is said otherwise, and for no more than two hundred', () => {
    expect(request({})).toEqual({ count: 50, sinceMs: null, after: null });
    expect(request({ _count: '5000' })).toMatchObject({ count: 200 });
  });

  test('says how many versions, since when, and after which', () => {
    const sinceMs = Date.UTC(2026, 1, 1);
    const all = { _count: '2', _since: '2026-02-01T01:00:00+01:00', _cursor: '17' };
    expect(request(all)).toEqual({ count: 2, sinceMs, after: 17 });
  });

  test.each([
    { _count: '-1' },
    { _count: 'ten' },
    { _since: '2026' },
    { _since: '2026-02-01T00:00:00' },
    { _since: '2026-13-01T00:00:00Z' },
    { _since: '2026-02-01T01:00:00 01:00' },
    { _cursor: 'x' },
    { _cursor: '99999999999' },
  ])('is refused with %j', (parameters) => {
    expect(() => request(parameters)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

import { describe, expect, test } from '@jest/globals';
import { createPace } from '../../../../src/deliver/worker/create-pace.js';
import type { Pace } from '../../../../src/deliver/worker/pace.js';

function newPace(): Pace {
  return createPace({ concurrency: 4, ratePerSecond: 1_000 }, () => 0.5, 0);
}

describe('the pace of a destination', () => {
  test('pauses while another worker stores what all wait for, so that nothing is claimed in vain', () => {
    const pace = newPace();
    pace.begin(2, 0);
    pace.end('busy', 10);
    expect([pace.free(1, 10), pace.nextMs(1, 10)]).toEqual([0, 260]);
    expect(pace.free(1, 260)).toBe(3);
  });

  test.each([['busy' as const], [null]])('does not take %s for a sign that a server works again', (end) => {
    const pace = newPace();
    pace.begin(4, 0);
    for (let failure = 0; failure < 5; failure += 1) pace.end('unreachable', 0);
    const probeMs = pace.nextMs(0, 0) ?? NaN;
    expect(pace.free(0, probeMs)).toBe(1);
    pace.begin(1, probeMs);
    pace.end(end, probeMs);
    const again = probeMs + 1_000;
    expect(pace.free(0, again)).toBe(1);
    pace.begin(1, again);
    pace.end('unreachable', again);
    expect(pace.free(0, again + 20_000)).toBe(0);
  });
});

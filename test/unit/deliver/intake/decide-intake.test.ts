import { describe, expect, test } from '@jest/globals';
import { decideIntake, type IntakeFailure } from '../../../../src/deliver/intake/decide-intake.js';

const HOUR = 3_600_000;

function after(failure: Partial<IntakeFailure>) {
  const usual = { attempts: 1, createdMs: 0, nowMs: 1_000, random: () => 0.5, retryAfterSeconds: undefined };
  return decideIntake({ problem: 'transient', ...usual, ...failure });
}

describe('an intake that failed', () => {
  test.each(['refused', 'too-large', 'bad-request-id', 'bad-locale', 'erased'] as const)(
    'is given up at once for %s, which asking again does not change',
    (problem) => {
      expect(after({ problem })).toEqual({ kind: 'fail' });
    },
  );

  test.each([
    ['not-found', 6],
    ['structure', 3],
    ['internal', 5],
  ] as const)('is given up for %s after %i attempts', (problem, budget) => {
    expect(after({ problem, attempts: budget - 1 }).kind).toBe('retry');
    expect(after({ problem, attempts: budget })).toEqual({ kind: 'fail' });
  });

  test.each(['unreachable', 'throttled', 'timeout', 'unauthorised'] as const)(
    'is tried for three days for %s',
    (problem) => {
      expect(after({ problem, attempts: 500, nowMs: 71 * HOUR }).kind).toBe('retry');
      expect(after({ problem, attempts: 500, nowMs: 72 * HOUR })).toEqual({ kind: 'fail' });
    },
  );

  test('waits at least as long as the vendor asks for, and longer each time', () => {
    const due = (failure: Partial<IntakeFailure>) => {
      const decision = after(failure);
      return decision.kind === 'retry' ? decision.dueMs : -1;
    };
    expect(due({ retryAfterSeconds: 900 })).toBeGreaterThan(901_000);
    expect(due({ attempts: 5 })).toBeGreaterThan(due({ attempts: 1 }));
  });
});

import { expect, test } from '@jest/globals';
import type { DeliveryOutcome } from '../../../../src/deliver/outcome.js';
import { unprofiled } from '../../../../src/deliver/worker/profile-source.js';

test.each<[DeliveryOutcome, DeliveryOutcome]>([
  ['delivered', 'misconfigured'],
  ['missing-target', 'misconfigured'],
  ['rejected', 'misconfigured'],
  ['unauthorised', 'unauthorised'],
  ['unreachable', 'unreachable'],
  ['throttled', 'throttled'],
])('%s in answer to the question what a destination takes is %s', (outcome, meant) => {
  const judgement = { outcome, status: 400, retryAfterSeconds: null, entries: [], issues: [] };
  expect(unprofiled(judgement)).toEqual({ ...judgement, outcome: meant });
});

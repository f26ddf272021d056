import { expect, test } from '@jest/globals';
import { fuzzGateway } from './fuzz-gateway.js';
import { tooManyTurnedAway } from './fuzz.js';

test('500 generated requests get answers that openapi.yaml describes, and no secret', async () => {
  const { statuses, problems } = await fuzzGateway(20260213, 500);

  expect(problems).toEqual([]);
  // Requests that are all refused would show little.
  expect(statuses.get(200)).toBeGreaterThan(100);
  // What is pushed and taken in.
  expect(statuses.get(202)).toBeGreaterThan(2);
});

test.each([
  [1, []],
  [2, ['2 of 100 requests were turned away with 429 or 503']],
])('a run in which %i of a hundred requests are turned away', (away, problems) => {
  expect(tooManyTurnedAway(away, 100)).toEqual(problems);
});

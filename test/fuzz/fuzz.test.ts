import { expect, test } from '@jest/globals';
import { fuzzGateway } from './fuzz-gateway.js';

test('500 generated requests get answers that openapi.yaml describes, and no secret', async () => {
  const { statuses, problems } = await fuzzGateway(20260213, 500);

  expect(problems).toEqual([]);
  // Requests that are all refused would show little.
  expect(statuses.get(200)).toBeGreaterThan(100);
});

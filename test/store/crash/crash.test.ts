import { expect, test } from '@jest/globals';
import { crash } from './crash.js';

test('what was committed outlives the process, wherever it is killed', async () => {
  const { acknowledged, problems } = await crash([0, 50, 120]);
  expect(problems).toEqual([]);
  expect(acknowledged).toBeGreaterThanOrEqual(30);
});

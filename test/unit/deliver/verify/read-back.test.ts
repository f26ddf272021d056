import { expect, test } from '@jest/globals';
import type { Judgement } from '../../../../src/deliver/judgement.js';
import type { PlannedRequest } from '../../../../src/deliver/planned-request.js';
import type { Answer } from '../../../../src/deliver/send/answer.js';
import { readBack } from '../../../../src/deliver/verify/read-back.js';

const request: PlannedRequest = {
  interaction: 'resource',
  method: 'PUT',
  path: 'Media/m',
  headers: {},
  body: '{"resourceType":"Media","id":"m"}',
  entries: [{ index: 0, method: 'PUT', type: 'Media', id: 'm' }],
  find: null,
  open: [],
};
const delivered: Judgement = {
  outcome: 'delivered',
  status: 200,
  retryAfterSeconds: null,
  entries: [],
  issues: [],
};

function answered(status: number): Answer {
  return { kind: 'answered', status, form: 'empty', body: undefined, headers: {} };
}

test.each<[string, Answer]>([
  ['is forbidden', answered(403)],
  ['is to wait', answered(503)],
  ['brings no answer', { kind: 'unanswered', code: 'ECONNRESET', isSent: true }],
])('what was stored stays so when reading %s, and an issue says that', async (_what, answer) => {
  const judgement = await readBack(request, delivered, new Map(), () => Promise.resolve(answer));
  expect(judgement).toMatchObject({ outcome: 'delivered', issues: [{ code: 'incomplete', entry: 0 }] });
});

test.each([404, 410])('what is answered by %i may not have been stored', async (status) => {
  const judgement = await readBack(request, delivered, new Map(), () => Promise.resolve(answered(status)));
  expect(judgement.outcome).toBe('unverifiable');
});

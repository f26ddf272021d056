import { describe, expect, test } from '@jest/globals';
import { planOf } from '../../../../src/deliver/plan/plan-of.js';
import { judge } from '../../../../src/deliver/policy/judge.js';
import type { Answer } from '../../../../src/deliver/send/answer.js';
import { sendPlan, type SharedPlaces } from '../../../../src/deliver/worker/send-plan.js';
import { sendRequest } from '../../../../src/deliver/worker/send-request.js';
import { storedResources, testDestination } from '../../../helpers/destination.js';

const plan = planOf('sequential', storedResources('acne-full'), testDestination());
const device = plan.shared[0]!;

const nothingFound = answered(200, { resourceType: 'Bundle', type: 'searchset' });
const found = answered(200, {
  resourceType: 'Bundle',
  type: 'searchset',
  entry: [{ resource: { ...(JSON.parse(device.request.body) as object), id: '17' } }],
});
const cut: Answer = { kind: 'unanswered', code: 'ECONNRESET', isSent: true };

function answered(status: number, body?: unknown): Answer {
  return { kind: 'answered', status, form: body === undefined ? 'empty' : 'json', body, headers: {} };
}

function sendingWith(searched: Answer, answer: Answer) {
  return {
    sender: { get: () => Promise.resolve(searched), send: () => Promise.resolve(answer) },
    judge: (given: Answer, sent: Parameters<typeof judge>[1]) => judge(given, sent, 0),
    correlationId: 'c',
    signal: new AbortController().signal,
    isVerified: false,
    keep: () => Promise.resolve(true),
    done: new Set<string>(),
    found: new Map<string, string>(),
  };
}

describe('a create may still be carried out', () => {
  test.each<[string, Answer, Answer, boolean]>([
    ['after no answer', nothingFound, cut, true],
    ['after an answer of something between', nothingFound, answered(504), true],
    ['not when it never left', nothingFound, { ...cut, isSent: false }, false],
    ['not when the server has failed', nothingFound, answered(503), false],
    ['not when it was refused', nothingFound, answered(422), false],
    ['not when it is an update, which may be repeated', found, cut, false],
  ])('%s', async (_when, searched, answer, expected) => {
    const judgement = await sendRequest(device.request, sendingWith(searched, answer));
    expect(judgement.mayYetBeMade === true).toBe(expected);
  });

  test.each([
    [cut, []],
    [answered(422), ['released']],
    [answered(201), ['finished']],
  ])('then nobody else makes what is shared meanwhile: %j', async (answer, expected) => {
    const told: string[] = [];
    const shared: SharedPlaces = {
      claim: () => Promise.resolve('claimed'),
      keep: (_resource, signal) => ({ signal, stop: () => undefined }),
      finish: () => Promise.resolve(void told.push('finished')),
      release: () => Promise.resolve(void told.push('released')),
    };
    await sendPlan(
      { ...plan, requests: plan.requests.slice(0, 1) },
      shared,
      sendingWith(nothingFound, answer),
    );
    expect(told).toEqual(expected);
  });
});

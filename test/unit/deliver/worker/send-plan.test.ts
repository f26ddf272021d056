import { describe, expect, test } from '@jest/globals';
import type { Plan } from '../../../../src/deliver/plan/plan.js';
import type { PlannedRequest } from '../../../../src/deliver/planned-request.js';
import { createProgressMemory } from '../../../../src/deliver/worker/progress.js';
import { sendPlan, type SharedPlaces } from '../../../../src/deliver/worker/send-plan.js';
import type { Sending } from '../../../../src/deliver/worker/send-request.js';
import type { DeliveryOutcome } from '../../../../src/deliver/outcome.js';

const NOTHING_SHARED: SharedPlaces = {
  claim: () => Promise.resolve('stored'),
  finish: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

function request(path: string, body = '{}'): PlannedRequest {
  return {
    method: 'PUT',
    path,
    body,
    headers: {},
    interaction: 'resource',
    entries: [],
    find: null,
    open: [],
  };
}

function planOf(...requests: PlannedRequest[]): Plan {
  return { profile: 'sequential', shared: [], requests };
}

/** Sends plans of one delivery; each request ends as told, or well. */
function sendingWith(ends: DeliveryOutcome[]) {
  const memory = createProgressMemory();
  const sent: string[] = [];
  const sending = (): Sending => ({
    ...memory.of('d'),
    sender: {
      send: ({ path, body }) => {
        sent.push(`${path} ${body}`);
        return Promise.resolve({
          kind: 'answered',
          status: 200,
          headers: {},
          form: 'empty',
          body: undefined,
        });
      },
      get: () => Promise.reject(new Error('nothing is looked for')),
    },
    judge: () => ({
      outcome: ends.shift() ?? 'delivered',
      status: 200,
      retryAfterSeconds: null,
      entries: [],
      issues: [],
    }),
    correlationId: 'c',
    signal: new AbortController().signal,
    isVerified: false,
  });
  const send = async (plan: Plan): Promise<void> => {
    const judgement = await sendPlan(plan, NOTHING_SHARED, sending());
    memory.ended('d', judgement === 'busy' ? null : judgement.outcome);
  };
  return { send, sent };
}

describe('a delivery of several requests', () => {
  const plan = planOf(request('a'), request('b'), request('c'));

  test('goes on where it was interrupted', async () => {
    const { send, sent } = sendingWith(['delivered', 'transient']);
    await send(plan);
    await send(plan);
    expect(sent).toEqual(['a {}', 'b {}', 'b {}', 'c {}']);
  });

  test('begins anew when the destination may not have any more what it had', async () => {
    const { send, sent } = sendingWith(['delivered', 'missing-target']);
    await send(plan);
    await send(plan);
    expect(sent).toEqual(['a {}', 'b {}', 'a {}', 'b {}', 'c {}']);
  });

  test('sends what says something else, also when it then is again what it was', async () => {
    const { send, sent } = sendingWith(['delivered', 'transient', 'delivered', 'transient']);
    const other = planOf(request('a', '1'), request('b'), request('c'));
    await send(plan);
    await send(other);
    await send(plan);
    expect(sent).toEqual(['a {}', 'b {}', 'a 1', 'b {}', 'a {}', 'b {}', 'c {}']);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Plan } from '../../../../src/deliver/plan/plan.js';
import type { PlannedRequest } from '../../../../src/deliver/planned-request.js';
import { progressAfter, readProgress, writeProgress } from '../../../../src/deliver/worker/progress.js';
import { sendPlan, type KeptSending, type SharedPlaces } from '../../../../src/deliver/worker/send-plan.js';
import type { DeliveryOutcome } from '../../../../src/deliver/outcome.js';
import { PROPERTY_SEED } from '../../../property/assert-property.js';

const NOTHING_SHARED: SharedPlaces = {
  claim: () => Promise.resolve('stored'),
  keep: (_resource, signal) => ({ signal, stop: () => undefined }),
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

/** Ends a process where it is. */
class Killed extends Error {}

interface Circumstances {
  /** How requests end, one after the other; well, when nothing more is said. */
  readonly ends: (DeliveryOutcome | 'killed')[];
  readonly isClaimed?: boolean;
  /** Whether the lease is extended before each request. */
  readonly isExtended?: boolean;
}

/** Sends plans of one delivery, each time as a process that knows nothing but what was written down. */
function sendingWith({ ends, isClaimed = true, isExtended = false }: Circumstances) {
  let written: string | null = null;
  const sent: string[] = [];
  const sending = (): KeptSending => {
    const progress = readProgress(written);
    const keep = () => {
      written = writeProgress(progress);
      return Promise.resolve(isClaimed);
    };
    return {
      ...progress,
      keep,
      sender: {
        send: async ({ path, body }) => {
          if (isExtended) await keep();
          sent.push(`${path} ${body}`);
          return { kind: 'answered', status: 200, headers: {}, form: 'empty', body: undefined };
        },
        get: () => Promise.reject(new Error('nothing is looked for')),
      },
      judge: () => {
        const outcome = ends.shift() ?? 'delivered';
        if (outcome === 'killed') throw new Killed();
        return { outcome, status: 200, retryAfterSeconds: null, entries: [], issues: [] };
      },
      correlationId: 'c',
      signal: new AbortController().signal,
      isVerified: false,
    };
  };
  const send = async (plan: Plan, shared = NOTHING_SHARED): Promise<string> => {
    const started = sending();
    try {
      const end = await sendPlan(plan, shared, started);
      if (typeof end === 'string') return end;
      written = progressAfter(end.outcome, started);
      return end.outcome;
    } catch (error) {
      if (error instanceof Killed) return 'killed';
      throw error;
    }
  };
  return { send, sent };
}

describe('a delivery of several requests', () => {
  const plan = planOf(request('a'), request('b'), request('c'));

  test('goes on where it was interrupted', async () => {
    const { send, sent } = sendingWith({ ends: ['delivered', 'transient'] });
    await send(plan);
    await send(plan);
    expect(sent).toEqual(['a {}', 'b {}', 'b {}', 'c {}']);
  });

  test('begins anew when the destination may not have any more what it had', async () => {
    const { send, sent } = sendingWith({ ends: ['delivered', 'missing-target'] });
    await send(plan);
    await send(plan);
    expect(sent).toEqual(['a {}', 'b {}', 'a {}', 'b {}', 'c {}']);
  });

  test('sends what says something else, also when it then is again what it was', async () => {
    const { send, sent } = sendingWith({ ends: ['delivered', 'transient', 'delivered', 'transient'] });
    const other = planOf(request('a', '1'), request('b'), request('c'));
    await send(plan);
    await send(other);
    await send(plan);
    expect(sent).toEqual(['a {}', 'b {}', 'a 1', 'b {}', 'a {}', 'b {}', 'c {}']);
  });

  test('sends what is written over meanwhile, also when nobody lives to say so', async () => {
    const { send, sent } = sendingWith({ ends: ['delivered', 'transient', 'killed'] });
    await send(plan);
    await send(planOf(request('a', '1'), request('b'), request('c')));
    await send(plan);
    expect(sent).toEqual(['a {}', 'b {}', 'a 1', 'a {}', 'b {}', 'c {}']);
  });

  test('sends nothing more when another worker has it by now, or the report was erased', async () => {
    const { send, sent } = sendingWith({ ends: [], isClaimed: false });
    expect(await send(plan)).toBe('lost');
    expect(await send(planOf(request('a', '1'), request('b'), request('c')))).toBe('lost');
    expect(sent).toEqual(['a {}']);
  });

  test('keeps what is shared in hand only while it is stored', async () => {
    const { send } = sendingWith({ ends: [] });
    const kept: string[] = [];
    const device = { type: 'Device', id: 'd', contentHash: 'h', request: request('Device/d') };
    await send(
      { ...plan, shared: [device] },
      {
        ...NOTHING_SHARED,
        claim: () => Promise.resolve('claimed'),
        keep: ({ id }, signal) => {
          kept.push(`${id} kept`);
          return { signal, stop: () => kept.push(`${id} let go`) };
        },
        finish: ({ id }) => Promise.resolve(void kept.push(`${id} stored`)),
      },
    );
    expect(kept).toEqual(['d kept', 'd let go', 'd stored']);
  });

  test('goes on where it was killed', async () => {
    const { send, sent } = sendingWith({ ends: ['delivered', 'delivered', 'killed'] });
    await send(plan);
    await send(plan);
    expect(sent).toEqual(['a {}', 'b {}', 'c {}', 'c {}']);
  });

  test('has brought what its last plan says when it says so, whatever happened before', async () => {
    const body = fc.constantFrom('1', '2');
    const attempt = fc.record({
      first: body,
      second: body,
      well: fc.nat(2),
      then: fc.constantFrom(
        'delivered' as const,
        'transient' as const,
        'killed' as const,
        'deleted' as const,
      ),
    });
    const attempts = fc.array(attempt, { minLength: 3, maxLength: 8, size: 'max' });
    await fc.assert(
      fc.asyncProperty(attempts, fc.boolean(), async (tried, isExtended) => {
        const ends: (DeliveryOutcome | 'killed')[] = [];
        const { send, sent } = sendingWith({ ends, isExtended });
        for (const { first, second, well, then } of tried) {
          ends.splice(0, Infinity, ...Array.from({ length: well }, () => 'delivered' as const), then);
          const wanted = planOf(request('a', first), request('b', second), request('c'));
          if ((await send(wanted)) !== 'delivered') continue;
          // What was sent last is there, however it was answered.
          for (const { path, body: last } of wanted.requests)
            expect(sent.findLast((line) => line.startsWith(path))).toBe(`${path} ${last}`);
        }
      }),
      { seed: PROPERTY_SEED, numRuns: 300 },
    );
  });
});

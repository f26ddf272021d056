import { describe, expect, test } from '@jest/globals';
import type { ProfileName } from '../../../../src/deliver/plan/profile.js';
import type { Answer } from '../../../../src/deliver/send/answer.js';
import { resourceIdentifier } from '../../../../src/translate/resource-identifier.js';
import { findHeld } from '../../../../src/deliver/worker/find-held.js';

const RESOURCES = [{ resourceType: 'Media', id: 'm' }];
const identifier = [resourceIdentifier('m')];
const PLACE = { 'transaction-put': 'Media/m', sequential: 'Media/17' } as const;

function answered(status: number, body?: unknown): Answer {
  return { kind: 'answered', status, form: body === undefined ? 'empty' : 'json', body, headers: {} };
}

/** What a search finds. */
function searchset(...ids: string[]): Answer {
  const entry = ids.map((id) => ({ resource: { resourceType: 'Media', id, identifier } }));
  return answered(200, { resourceType: 'Bundle', type: 'searchset', entry });
}

function find(profile: ProfileName, read: Answer, search = searchset('17')) {
  const asked: string[] = [];
  const get = (path: string) => {
    asked.push(path);
    return Promise.resolve(path.includes('?') ? search : read);
  };
  return findHeld({ resources: RESOURCES }, profile, get).then((held) => ({ held, asked }));
}

const valid = answered(200, { resourceType: 'Media', identifier, status: 'completed' });
const inError = answered(200, { resourceType: 'Media', identifier, status: 'entered-in-error' });

describe.each(['transaction-put', 'sequential'] as const)('at a destination of profile %s', (profile) => {
  const place = PLACE[profile];

  test.each([
    ['valid', valid, false],
    ['in error', inError, true],
    // Who may write and not read gets it written.
    ['forbidden to be read', answered(403), false],
    ['not to be read at all', answered(405), false],
  ])('what is %s there is held', async (_what, answer, isInError) => {
    const { held } = await find(profile, answer);
    expect(held).toMatchObject(new Map([['Media/m', { place, isInError }]]));
  });

  test.each([[404], [410]])('what is answered by %s is not', async (status) => {
    expect((await find(profile, answered(status))).held).toEqual(new Map());
  });

  test('what does not say that it is ours is not', async () => {
    const another = answered(200, { resourceType: 'Media', identifier: [], status: 'completed' });
    expect((await find(profile, another)).held).toEqual(new Map());
  });

  test.each([
    [answered(401)],
    [answered(200, { message: 'Please log in' })],
    [answered(503)],
    [answered(200)],
    [{ kind: 'unanswered', code: 'timeout', isSent: true } as const],
  ])('an answer that says nothing ends it: %j', async (answer) => {
    expect((await find(profile, answer)).held).toEqual({ kind: 'unanswered', answer });
  });
});

describe('at a destination that gives its own ids', () => {
  test('what no search finds is not held', async () => {
    const { held, asked } = await find('transaction-conditional', valid, searchset());
    expect([held, asked.length]).toEqual([new Map(), 1]);
  });

  test('what several are cannot be told', async () => {
    const { held } = await find('sequential', valid, searchset('1', '2'));
    expect(held).toEqual({ kind: 'several', resource: RESOURCES[0] });
  });

  test('a search that is not answered ends it', async () => {
    const answer = answered(403);
    expect((await find('sequential', valid, answer)).held).toEqual({ kind: 'unanswered', answer });
  });
});

test('one that gets a document is asked nothing', async () => {
  expect(await find('document', valid)).toEqual({ held: new Map(), asked: [] });
});

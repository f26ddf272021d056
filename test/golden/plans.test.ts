import { describe, test } from '@jest/globals';
import { planOf } from '../../src/deliver/plan/plan-of.js';
import type { Plan } from '../../src/deliver/plan/plan.js';
import { profileNames } from '../../src/deliver/plan/profile.js';
import { storedResources, testDestination } from '../helpers/destination.js';
import { expectGolden } from './expect-golden.js';

const SUBJECT = { type: 'Patient', identifier: { system: 'https://hospital.test/mrn', value: '4711' } };

/** A plan with its bodies as JSON, for people. */
function readable({ profile, shared, requests }: Plan): unknown {
  const withBody = <T extends { readonly body: string }>(request: T) => ({
    ...request,
    body: JSON.parse(request.body) as unknown,
  });
  return {
    profile,
    shared: shared.map((writing) => ({ ...writing, request: withBody(writing.request) })),
    requests: requests.map(withBody),
  };
}

describe('golden plans', () => {
  test.each(profileNames)('a small report goes by %s as it is on file', (profile) => {
    const destination = testDestination({ entryCap: 4, subject: 'conditional' });
    const plan = planOf(profile, storedResources('null-items', SUBJECT), destination);
    expectGolden(`plans/${profile}`, readable(plan));
  });
});

import { describe, expect, test } from '@jest/globals';
import type { MetadataAnswer } from '../../../src/deliver/probe/ask-profile.js';
import { probe } from '../../../src/deliver/probe/probe.js';

const STATEMENT = {
  resourceType: 'CapabilityStatement',
  software: { name: 'Some Server' },
  fhirVersion: '4.0.1',
  rest: [{ mode: 'server', interaction: [{ code: 'transaction' }] }],
};

async function probed(answer: MetadataAnswer) {
  const asked: string[] = [];
  const get = (path: string) => Promise.resolve((asked.push(path), answer));
  return { found: await probe({ get }, 'reference'), asked };
}

describe('a probe', () => {
  test('reads the CapabilityStatement, once, and says which profile follows', async () => {
    const { found, asked } = await probed({ kind: 'answered', status: 200, body: STATEMENT });
    expect(asked).toEqual(['metadata']);
    expect(found).toMatchObject({ kind: 'stated', software: 'Some Server', profile: 'transaction-put' });
  });

  test.each<[string, MetadataAnswer, unknown]>([
    ['something else', { kind: 'answered', status: 200, body: {} }, { kind: 'unstated', status: 200 }],
    ['a refusal', { kind: 'answered', status: 401, body: STATEMENT }, { kind: 'unstated', status: 401 }],
    ['nothing', { kind: 'unanswered', code: 'ECONNREFUSED' }, { kind: 'unanswered', code: 'ECONNREFUSED' }],
  ])('does not choose by %s', async (_what, answer, expected) => {
    expect((await probed(answer)).found).toEqual(expected);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../../src/deliver/send/answer.js';
import {
  answerOf,
  fhirClientOver,
  NotAResource,
  type ClientRequest,
} from '../../../../src/deliver/send/fhir-client.js';

const BASE = 'https://hospital.test/fhir';

function answered(status: number, body: unknown): Answer {
  return { kind: 'answered', status, form: 'json', body, headers: {} };
}

function clientWith(answer: Answer) {
  const asked: ClientRequest[] = [];
  const client = fhirClientOver(BASE, (request) => {
    asked.push(request);
    return Promise.resolve(answer);
  });
  return { client, asked };
}

describe('a client over a transport', () => {
  test('asks by it, whichever method is called', async () => {
    const { client, asked } = clientWith(answered(200, { resourceType: 'Bundle', entry: [] }));
    const body = { resourceType: 'Media', id: '1' };
    await client.read({ resourceType: 'Media', id: '1' });
    await client.create({ resourceType: 'Media', body });
    await client.update({ resourceType: 'Media', id: '1', body });
    await client.search({ resourceType: 'Media', searchParams: { identifier: 'a|b' } });
    await client.capabilityStatement();
    await client.transaction({ body: { resourceType: 'Bundle', type: 'transaction' } });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${BASE}/Media/1`,
      `POST ${BASE}/Media`,
      `PUT ${BASE}/Media/1`,
      `GET ${BASE}/Media?identifier=a%7Cb`,
      `GET ${BASE}/metadata`,
      `POST ${BASE}/`,
    ]);
    expect(asked[1]?.body).toBe('{"resourceType":"Media","id":"1"}');
  });

  test('gives resources as they came, and their whole answer beside', async () => {
    const answer = answered(200, { resourceType: 'Media', id: '1' });
    const { client } = clientWith(answer);
    expect(await client.read({ resourceType: 'Media', id: '1' })).toEqual({ resourceType: 'Media', id: '1' });
    expect(await answerOf(client.read({ resourceType: 'Media', id: '1' }))).toBe(answer);
  });

  test.each<[string, Answer]>([
    ['a refusal', answered(422, { resourceType: 'OperationOutcome' })],
    ['what is no resource', answered(200, [])],
    ['no answer', { kind: 'unanswered', code: 'ECONNREFUSED', isSent: false }],
  ])('throws for %s an error that says nothing, and has the answer', async (_what, answer) => {
    const { client } = clientWith(answer);
    const error: unknown = await client.capabilityStatement().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotAResource);
    expect(String(error)).toBe('NotAResource: The server did not answer with a resource.');
    expect(await answerOf(client.capabilityStatement())).toBe(answer);
  });

  test('passes defects on', async () => {
    const client = fhirClientOver(BASE, () => Promise.reject(new TypeError('leads off the base')));
    await expect(answerOf(client.capabilityStatement())).rejects.toThrow('leads off the base');
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ClientStorage, MedplumClient, MemoryStorage } from '@medplum/core';
import { Client } from 'fhir-kit-client';
import { startTestGateway, type TestGateway } from '../../../helpers/gateway.js';
import { IG } from './canonicals.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

describe("Medplum's client", () => {
  const medplum = () =>
    new MedplumClient({
      baseUrl: gateway.url,
      fhirUrlPath: 'fhir',
      fetch,
      storage: new ClientStorage(new MemoryStorage()),
    });

  test('expands a value set for somebody who types', async () => {
    const url = `${IG}/ValueSet/body-site`;
    const { expansion } = await medplum().valueSetExpand({ url, filter: 'left kn', count: 10 });
    expect(expansion?.contains?.map(({ code }) => code)).toEqual(['82169009']);
  });

  test('finds a code system by its canonical URL', async () => {
    const found = await medplum().searchOne('CodeSystem', { url: `${IG}/CodeSystem/facet` });
    expect(found?.id).toBe('facet');
  });

  test('has a resource validated', async () => {
    const outcome = await medplum().validateResource({ resourceType: 'Device' });
    expect(outcome.issue.map(({ severity }) => severity)).toEqual(['information']);
  });
});

describe('fhir-kit-client', () => {
  const client = () => new Client({ baseUrl: gateway.baseUrl });

  test('looks up by GET', async () => {
    const input = { system: `${IG}/CodeSystem/severity`, code: '3' };
    const answer = await client().operation({
      name: '$lookup',
      resourceType: 'CodeSystem',
      method: 'GET',
      input,
    });
    expect(answer).toMatchObject({
      parameter: expect.arrayContaining([{ name: 'display', valueString: 'high' }]),
    });
  });

  test('translates by POST', async () => {
    const coding = { system: 'https://legit.health/integration/json-only/codes/body-sites', code: 'armLeft' };
    const input = { resourceType: 'Parameters', parameter: [{ name: 'coding', valueCoding: coding }] };
    const answer = await client().operation({
      name: '$translate',
      resourceType: 'ConceptMap',
      method: 'POST',
      input,
    });
    expect(answer).toMatchObject({
      parameter: expect.arrayContaining([{ name: 'result', valueBoolean: true }]),
    });
  });

  test('reads a code system', async () => {
    expect(await client().read({ resourceType: 'CodeSystem', id: 'facet' })).toMatchObject({
      url: `${IG}/CodeSystem/facet`,
    });
  });
});

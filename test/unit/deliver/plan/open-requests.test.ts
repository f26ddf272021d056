import { describe, expect, test } from '@jest/globals';
import { asUpdate } from '../../../../src/deliver/plan/as-update.js';
import { planOf } from '../../../../src/deliver/plan/plan-of.js';
import { referenceOf, withReferences } from '../../../../src/deliver/plan/with-references.js';
import type { PlannedRequest } from '../../../../src/deliver/planned-request.js';
import { storedResources, testDestination } from '../../../helpers/destination.js';

const sequential = planOf('sequential', storedResources('acne-full'), testDestination()).requests;
const observation = sequential.find(({ path }) => path === 'Observation')!;

describe('an open reference', () => {
  test('is replaced by what the receiver calls the resource', () => {
    const found = new Map(observation.open.map(({ reference }, index) => [reference, `Device/${index}`]));
    const { body, open } = withReferences(observation, found);
    expect(open).toEqual([]);
    expect(body).not.toContain('"reference":"urn:uuid:');
    expect(JSON.parse(body)).toMatchObject({ device: { reference: expect.stringMatching(/^Device\/\d$/) } });
  });

  test('stays open while nobody knows what it means', () => {
    const [first, ...others] = observation.open;
    const { open } = withReferences(observation, new Map([[first!.reference, 'Device/1']]));
    expect(open).toEqual(others);
  });

  test('is no text that looks like one', () => {
    const reference = 'urn:uuid:00000000-0000-0000-0000-000000000000';
    const note = `"reference":"${reference}"`;
    const request: PlannedRequest = {
      ...observation,
      body: JSON.stringify({ note, device: { reference } }),
      open: [{ reference, find: 'Device?identifier=a' }],
    };
    const { body } = withReferences(request, new Map([[reference, '$&Device/1']]));
    expect(JSON.parse(body)).toEqual({ note, device: { reference: '$&Device/1' } });
  });
});

test.each([
  ['https://fhir.hospital.test/R4/Observation/17/_history/1', 'Observation/17'],
  ['Observation/17', 'Observation/17'],
  ['/Observation/17/_history/', 'Observation/17'],
  ['https://fhir.hospital.test/R4/', null],
  ['https://fhir.hospital.test/R4/Observation/..', null],
  ['', null],
])('the location %p means %p', (location, reference) => {
  expect(referenceOf(location)).toBe(reference);
});

test('what a search finds is updated under the id that the receiver gave it', () => {
  const update = asUpdate(observation, '17');
  expect(update).toMatchObject({ method: 'PUT', path: 'Observation/17', find: null, headers: {} });
  expect(update.entries).toEqual([expect.objectContaining({ method: 'PUT' })]);
  expect(JSON.parse(update.body)).toEqual({ ...(JSON.parse(observation.body) as object), id: '17' });
});

test('what is created is so on condition that the receiver has none of that identifier', () => {
  for (const { path, find, headers } of sequential)
    expect(headers).toEqual(path === 'Provenance' ? {} : { 'if-none-exist': find?.slice(`${path}?`.length) });
  expect(observation.headers['if-none-exist']).toMatch(/^identifier=https%3A.*%7C[0-9a-f-]+$/);
});

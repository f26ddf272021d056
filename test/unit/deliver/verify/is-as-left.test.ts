import { describe, expect, test } from '@jest/globals';
import { readPlanResource, type PlanResource } from '../../../../src/deliver/plan/plan-resource.js';
import { isAsLeft } from '../../../../src/deliver/verify/is-as-left.js';
import { testDestination } from '../../../helpers/destination.js';

const subject = { identifier: { system: 'urn:oid:1.2.3', value: '4711' } };
const was: PlanResource = {
  resourceType: 'Observation',
  id: 'o',
  status: 'preliminary',
  code: { text: 'Acne' },
  subject,
  device: { reference: 'Device/d' },
};

describe('a resource is as it was sent', () => {
  test.each([
    ['as it was', {}],
    ['with a version', { meta: { versionId: '3', lastUpdated: '2026-01-01T00:00:00Z', source: '#1' } }],
    ['with labels of the server', { meta: { security: [{ code: 'R' }] } }],
    [
      'with an identifier and a text of the server',
      { identifier: [{ value: '1' }], text: { div: '<div/>' } },
    ],
    ['with the patient whom the identifier means', { subject: { ...subject, reference: 'Patient/1' } }],
    ['without what the server does not keep', { device: undefined }],
  ])('%s', (_what, there) => {
    const stored = readPlanResource(JSON.stringify({ ...was, ...there }));
    expect(isAsLeft(was, stored, testDestination(), 'transaction-put')).toBe(true);
  });

  test('with references to ids of the server', () => {
    const stored = { ...was, id: '17', device: { reference: 'Device/18' } };
    expect(isAsLeft(was, stored, testDestination(), 'sequential')).toBe(true);
    expect(isAsLeft(was, stored, testDestination(), 'transaction-put')).toBe(false);
  });
});

describe('somebody has worked on a resource', () => {
  test.each([
    ['whose status', { status: 'final' }],
    ['whose code', { code: { text: 'Rosacea' } }],
    ['whose performer', { performer: [{ display: 'Dr X' }] }],
    ['whose note', { note: [{ text: 'seen' }] }],
    ['whose patient', { subject: { identifier: { system: 'urn:oid:1.2.3', value: '4712' } } }],
  ])('%s is another', (_what, there) => {
    expect(isAsLeft(was, { ...was, ...there }, testDestination(), 'transaction-put')).toBe(false);
  });
});

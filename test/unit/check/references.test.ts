import { describe, expect, test } from '@jest/globals';
import { check } from '../../../src/fhir/check/check.js';
import { collection, conditionalTransaction, resourceOf, transaction, uuid } from './acne-bundle.js';
import { put, refusedPlaces, testRefusals } from './refusals.js';

const observation = '/entry/3/resource';
const CLOSED = { closed: true, baseUrl: 'https://gateway.example/fhir' };

describe('the form of a reference', () => {
  const at = (reference: unknown) => [put('/device', { reference })];
  testRefusals(
    () => resourceOf('Observation'),
    [
      ['a word', at('abc'), 'Observation.device.reference'],
      ['a type that R4 does not have', at('Machine/1'), 'Observation.device.reference'],
      ['an id that is none', at('Device/a_b'), 'Observation.device.reference'],
      ['a path that is too deep', at('fhir/Device/1'), 'Observation.device.reference'],
      ['a number', at(5), 'Observation.device.reference'],
      ['a urn:uuid in upper case', at(`urn:uuid:${uuid(1).toUpperCase()}`), 'Observation.device.reference'],
      ['a urn:uuid that is none', at('urn:uuid:1'), 'Observation.device.reference'],
      [
        'a conditional reference outside of a transaction',
        at('Device?identifier=1'),
        'Observation.device.reference',
      ],
    ],
  );

  test.each([
    'Device/1',
    'Device/1/_history/2',
    'https://ehr.example/fhir/Device/1',
    'https://ehr.example/devices?id=1',
  ])('accepts %s', (reference) => {
    expect(refusedPlaces({ ...resourceOf('Observation'), device: { reference } })).toEqual([]);
  });

  test('accepts identifiers and names without a literal reference', () => {
    const device = { type: 'Device', identifier: { system: 'https://a.example', value: '1' }, display: 'AI' };
    expect(refusedPlaces({ ...resourceOf('Observation'), device })).toEqual([]);
  });

  test('warns of a urn:uuid outside of a Bundle, which nobody can resolve', () => {
    const document = { ...resourceOf('Observation'), device: { reference: `urn:uuid:${uuid(1)}` } };
    expect(check(document)).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'not-found',
        expression: 'Observation.device.reference',
      }),
    ]);
  });
});

describe('where a reference may lead', () => {
  testRefusals(
    () => collection(),
    [
      [
        'a result that is a Media',
        [put('/entry/15/resource/result/0', { reference: `Media/${uuid(2)}` })],
        'Bundle.entry[15].resource.result[0].reference',
      ],
      [
        'a medium that is an Observation',
        [put('/entry/15/resource/media/0/link', { reference: `Observation/${uuid(4)}` })],
        'Bundle.entry[15].resource.media[0].link.reference',
      ],
      [
        'a wrong type outside of the Bundle',
        [put(`${observation}/device`, { reference: 'https://ehr.example/fhir/Patient/1' })],
        'Bundle.entry[3].resource.device.reference',
      ],
      [
        'a wrong type that is only stated',
        [put(`${observation}/encounter/type`, 'Patient')],
        'Bundle.entry[3].resource.encounter.type',
      ],
      [
        'a stated type that is not that of the resource',
        [put(`${observation}/device/type`, 'DeviceMetric')],
        'Bundle.entry[3].resource.device.type',
      ],
      [
        'a Device as performer, as R5 allows',
        [put(`${observation}/performer/0/reference`, `Device/${uuid(1)}`)],
        'Bundle.entry[3].resource.performer[0].reference',
      ],
    ],
  );
});

describe('what a reference must find', () => {
  testRefusals(
    () => transaction(),
    [
      [
        'a urn:uuid that no entry has',
        [put(`${observation}/device/reference`, `urn:uuid:${uuid(999)}`)],
        'Bundle.entry[3].resource.device.reference',
      ],
      [
        'a result of a wrong type behind a urn:uuid',
        [put('/entry/15/resource/result/0/reference', `urn:uuid:${uuid(2)}`)],
        'Bundle.entry[15].resource.result[0].reference',
      ],
    ],
  );

  test('accepts conditional references in a transaction', () => {
    const bundle = transaction();
    Object.assign(bundle.entry[3]?.resource ?? {}, { subject: { reference: 'Patient?identifier=a%7Cb' } });
    expect(refusedPlaces(bundle, CLOSED)).toEqual([]);
  });

  test('accepts a relative reference to what may lie on the server', () => {
    const bundle = collection();
    Object.assign(bundle.entry[3]?.resource ?? {}, { device: { reference: 'Device/other' } });
    expect(refusedPlaces(bundle)).toEqual([]);
  });

  describe('in our own output', () => {
    testRefusals(
      () => collection(),
      [
        [
          'a Device that the Bundle does not hold',
          [put(`${observation}/device/reference`, 'Device/other')],
          'Bundle.entry[3].resource.device.reference',
        ],
        [
          'a photograph that the Bundle does not hold',
          [put(`${observation}/derivedFrom/0/reference`, `Media/${uuid(77)}`)],
          'Bundle.entry[3].resource.derivedFrom[0].reference',
        ],
        [
          'a Device behind an absolute address that the Bundle does not hold',
          [put(`${observation}/device/reference`, 'https://gateway.example/fhir/Device/other')],
          'Bundle.entry[3].resource.device.reference',
        ],
      ],
      CLOSED,
    );

    test('does not take a resource below another base for the one referred to', () => {
      const bundle = collection();
      Object.assign(bundle.entry[0] ?? {}, { fullUrl: `https://gateway.example/fhir/x/Device/${uuid(1)}` });
      expect(refusedPlaces(bundle, CLOSED)).toContain('Bundle.entry[3].resource.device.reference');
    });

    test('accepts the patient, encounter and order of the caller, which lie elsewhere', () => {
      const bundle = collection();
      for (const { resource } of bundle.entry) {
        if (resource?.resourceType === 'Observation') {
          Object.assign(resource, { subject: { reference: 'Patient/123' } });
        }
      }
      expect(refusedPlaces(bundle, CLOSED)).toEqual([]);
    });

    test('resolves every reference of each kind of Bundle', () => {
      for (const bundle of [collection(), transaction(), conditionalTransaction()]) {
        expect(check(bundle, CLOSED)).toEqual([]);
      }
    });
  });
});

describe('contained resources', () => {
  const ai = { resourceType: 'Device', id: 'ai', status: 'active' };
  const document = () => ({ ...resourceOf('Observation'), contained: [ai], device: { reference: '#ai' } });

  testRefusals(document, [
    [
      'a # reference to nothing (ref-1)',
      [put('/focus', [{ reference: '#x' }])],
      'Observation.focus[0].reference',
    ],
    [
      'a contained resource of a wrong type',
      [put('/encounter', { reference: '#ai' })],
      'Observation.encounter.reference',
    ],
    [
      'a contained resource that nothing refers to (dom-3)',
      [put('/contained/-', { resourceType: 'Device', id: 'b' })],
      'Observation.contained[1]',
    ],
    [
      'a contained resource in a contained one (dom-2)',
      [put('/contained/0/contained', [{ resourceType: 'Device', id: 'ai' }])],
      'Observation.contained[0].contained',
    ],
    [
      'a version of a contained resource (dom-4)',
      [put('/contained/0/meta', { versionId: '1' })],
      'Observation.contained[0].meta.versionId',
    ],
    [
      'a time of a contained resource (dom-4)',
      [put('/contained/0/meta', { lastUpdated: '2020-01-01T00:00:00Z' })],
      'Observation.contained[0].meta.lastUpdated',
    ],
    [
      'a label of a contained resource (dom-5)',
      [put('/contained/0/meta', { security: [{ code: 'R' }] })],
      'Observation.contained[0].meta.security',
    ],
    ['two contained resources of one id', [put('/contained/-', ai)], 'Observation.contained[1].id'],
    [
      'a contained resource without id',
      [put('/contained/-', { resourceType: 'Device' })],
      'Observation.contained[1].id',
    ],
  ]);

  test('accepts one that refers back to its container', () => {
    const patient = {
      ...ai,
      resourceType: 'Provenance',
      target: [{ reference: '#' }],
      recorded: '2020-01-01T00:00:00Z',
      agent: [{ who: { display: 'x' } }],
      status: undefined,
    };
    expect(refusedPlaces({ ...resourceOf('Observation'), contained: [patient] })).toEqual([]);
  });
});

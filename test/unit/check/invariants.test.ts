import { describe, expect, test } from '@jest/globals';
import { check } from '../../../src/fhir/check/check.js';
import { collection, resourceOf } from './acne-bundle.js';
import { put, refusedPlaces, remove, testRefusals } from './refusals.js';

const SCORE = '/entry/11/resource';

describe('Observations', () => {
  testRefusals(
    () => collection(),
    [
      [
        'a reference range of nothing (obs-3)',
        [put(`${SCORE}/referenceRange/0`, { type: { text: 'band' } })],
        'Bundle.entry[11].resource.referenceRange[0]',
      ],
      [
        'a value and a reason for its absence (obs-6)',
        [put(`${SCORE}/dataAbsentReason`, { text: 'unknown' })],
        'Bundle.entry[11].resource.dataAbsentReason',
      ],
      [
        'a component that repeats the code of its Observation (obs-7)',
        [
          put(`${SCORE}/component/1/code`, { coding: [{ system: 'https://a.example', code: 'a' }] }),
          put(`${SCORE}/code`, { coding: [{ system: 'https://a.example', code: 'a', display: 'A' }] }),
        ],
        'Bundle.entry[11].resource.component[1].code',
      ],
    ],
  );

  test('may repeat their code in a component when they have no value', () => {
    const code = { coding: [{ system: 'https://a.example', code: 'a' }] };
    const observation = {
      ...resourceOf('Observation'),
      code,
      valueQuantity: undefined,
      component: [{ code }],
    };
    expect(refusedPlaces(observation)).toEqual([]);
  });
});

describe('answers', () => {
  testRefusals(
    () => resourceOf('QuestionnaireResponse'),
    [
      [
        'items and answers in one item (qrs-1)',
        [put('/item/0/item', [{ linkId: '1.1' }])],
        'QuestionnaireResponse.item[0].item',
      ],
      [
        'two values in one answer',
        [put('/item/0/answer/0/valueBoolean', false)],
        'QuestionnaireResponse.item[0].answer[0].valueBoolean',
      ],
    ],
  );
});

describe('extensions', () => {
  const at = (extension: unknown) => [put('/extension', [extension])];
  testRefusals(
    () => resourceOf('DiagnosticReport'),
    [
      [
        'neither value nor extensions (ext-1)',
        at({ url: 'https://a.example/x' }),
        'DiagnosticReport.extension[0]',
      ],
      [
        'a value and extensions (ext-1)',
        at({ url: 'https://a.example/x', valueString: 'a', extension: [{ url: 'b', valueString: 'c' }] }),
        'DiagnosticReport.extension[0]',
      ],
      [
        'an extension of ours that nobody defined',
        at({
          url: 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/unheard-of',
          valueString: 'a',
        }),
        'DiagnosticReport.extension[0].url',
      ],
      [
        'a type of value that the definition of R4 does not allow',
        at({ url: 'http://hl7.org/fhir/StructureDefinition/workflow-supportingInfo', valueString: 'a' }),
        'DiagnosticReport.extension[0].valueString',
      ],
      [
        'a type of value that our own definition does not allow',
        at({ url: 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/extra-data', valueInteger: 1 }),
        'DiagnosticReport.extension[0].valueInteger',
      ],
      ['a relative url', at({ url: 'extra', valueString: 'a' }), 'DiagnosticReport.extension[0].url'],
      [
        'a profile of ours that nobody defined',
        [put('/meta/profile', ['https://derm-fhir-gateway.github.io/ig/StructureDefinition/unheard-of'])],
        'DiagnosticReport.meta.profile[0]',
      ],
    ],
  );

  test('of HL7 that R4 does not define are only a warning in the resources of others', () => {
    const extension = [
      { url: 'http://hl7.org/fhir/StructureDefinition/alternate-reference', valueString: 'a' },
    ];
    expect(check({ ...resourceOf('DiagnosticReport'), extension })).toEqual([
      expect.objectContaining({ severity: 'warning', expression: 'DiagnosticReport.extension[0].url' }),
    ]);
  });

  test('may have short urls inside of others', () => {
    const extension = [{ url: 'https://a.example/x', extension: [{ url: 'a', valueString: 'b' }] }];
    expect(refusedPlaces({ ...resourceOf('DiagnosticReport'), extension })).toEqual([]);
  });
});

describe('data types', () => {
  const attachment = { contentType: 'text/plain', data: 'Zm9v', size: 3 };
  const document = () => ({
    ...resourceOf('DiagnosticReport'),
    presentedForm: [attachment],
    effectiveDateTime: undefined,
    effectivePeriod: { start: '2024-01-01', end: '2024-01' },
  });

  testRefusals(document, [
    [
      'data without a content type (att-1)',
      [remove('/presentedForm/0/contentType')],
      'DiagnosticReport.presentedForm[0].contentType',
    ],
    [
      'a size that is not that of the data',
      [put('/presentedForm/0/size', 4)],
      'DiagnosticReport.presentedForm[0].size',
    ],
    [
      'a period that ends before it starts (per-1)',
      [put('/effectivePeriod/end', '2023-12-31')],
      'DiagnosticReport.effectivePeriod.end',
    ],
    [
      'an identifier whose system is no URI',
      [put('/identifier/0/system', 'reports')],
      'DiagnosticReport.identifier[0].system',
    ],
  ]);

  test.each([
    ['2024-01-01T10:00:00+02:00', '2024-01-01T08:30:00Z', 0],
    ['2024-01-01T10:00:00+02:00', '2024-01-01T07:30:00Z', 1],
    ['2024-01-01', '2024-01-01T08:30:00Z', 0],
    ['2024-02', '2024-01-31', 1],
    ['2024', '2024-01-01', 0],
  ])('compares the ends of a period from %s to %s', (start, end, errors) => {
    const effectivePeriod = { start, end };
    expect(refusedPlaces({ ...document(), effectivePeriod })).toHaveLength(errors);
  });

  test.each([
    [
      'a range whose low is above its high (rng-2)',
      { valueRange: { low: { value: 2 }, high: { value: 1 } } },
      'valueRange.low',
    ],
    ['a ratio without denominator (rat-1)', { valueRatio: { numerator: { value: 2 } } }, 'valueRatio'],
  ])('refuses %s', (_sentence, value, place) => {
    const observation = { ...resourceOf('Observation'), valueQuantity: undefined, ...value };
    expect(refusedPlaces(observation)).toEqual([`Observation.${place}`]);
  });

  test('refuses a telephone number that does not say it is one (cpt-2)', () => {
    const telecom = [{ value: '+34 900 000 000' }];
    expect(refusedPlaces({ resourceType: 'Patient', telecom })).toEqual(['Patient.telecom[0].system']);
  });

  test('warns of an identifier that claims to be a URI', () => {
    const identifier = [{ system: 'urn:ietf:rfc:3986', value: 'one' }];
    expect(check({ resourceType: 'Device', identifier })).toEqual([
      expect.objectContaining({ severity: 'warning', expression: 'Device.identifier[0].value' }),
    ]);
  });

  test('refuses an age without the code of its unit (age-1), though not a duration', () => {
    const onsetAge = { value: 3, unit: 'years' };
    const condition = { resourceType: 'Condition', subject: { reference: 'Patient/1' }, onsetAge };
    expect(refusedPlaces(condition)).toEqual(['Condition.onsetAge.code']);
    const length = { value: 3, unit: 'days' };
    const encounter = { resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, length };
    expect(refusedPlaces(encounter)).toEqual([]);
  });

  test('refuses an age in another system than UCUM (age-1)', () => {
    const abatementAge = { value: 3, unit: 'years', system: 'https://a.example', code: 'years' };
    const condition = { resourceType: 'Condition', subject: { reference: 'Patient/1' }, abatementAge };
    expect(refusedPlaces(condition)).toEqual(['Condition.abatementAge.system']);
  });
});

describe('conformance resources', () => {
  const statement = {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    implementation: { description: 'gateway' },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [{ mode: 'server', resource: [{ type: 'Media', searchParam: [{ name: '_id', type: 'token' }] }] }],
  };

  testRefusals(
    () => statement,
    [
      ['a statement about nothing (cpb-1)', [remove('/rest')], 'CapabilityStatement.rest'],
      [
        'an instance without implementation (cpb-14)',
        [remove('/implementation'), put('/description', 'x')],
        'CapabilityStatement.implementation',
      ],
      ['requirements with software (cpb-16)', [put('/kind', 'requirements')], 'CapabilityStatement.kind'],
      [
        'a capability with an implementation (cpb-15)',
        [put('/kind', 'capability')],
        'CapabilityStatement.software',
      ],
      [
        'a resource type twice (cpb-9)',
        [put('/rest/0/resource/-', { type: 'Media' })],
        'CapabilityStatement.rest[0].resource[1].type',
      ],
      [
        'a search parameter twice (cpb-12)',
        [put('/rest/0/resource/0/searchParam/-', { name: '_id', type: 'token' })],
        'CapabilityStatement.rest[0].resource[0].searchParam[1].name',
      ],
      [
        'a resource type that R4 does not have',
        [put('/rest/0/resource/0/type', 'Photo')],
        'CapabilityStatement.rest[0].resource[0].type',
      ],
    ],
  );

  test('refuses a statement that describes nothing (cpb-2)', () => {
    const bare = { ...statement, kind: 'requirements', implementation: undefined };
    expect(refusedPlaces(bare)).toEqual(['CapabilityStatement.description']);
  });

  test('refuses a narrower target without comment (cmd-1)', () => {
    const target = [{ code: 'b', equivalence: 'narrower' }];
    const map = {
      resourceType: 'ConceptMap',
      status: 'draft',
      group: [{ element: [{ code: 'a', target }] }],
    };
    expect(refusedPlaces(map)).toEqual(['ConceptMap.group[0].element[0].target[0].comment']);
  });

  test('refuses a code that is defined twice, however deep (csd-1)', () => {
    const concept = [{ code: 'a', concept: [{ code: 'b' }, { code: 'a' }] }];
    const system = { resourceType: 'CodeSystem', status: 'draft', content: 'complete', concept };
    expect(refusedPlaces(system)).toEqual(['CodeSystem.concept[0].concept[1].code']);
  });

  test.each([
    ['from nothing (vsd-1)', { version: '1' }, 'system'],
    [
      'concepts without a system (vsd-2)',
      { valueSet: ['https://a.example'], concept: [{ code: 'a' }] },
      'system',
    ],
    [
      'concepts and filters at once (vsd-3)',
      {
        system: 'https://a.example',
        concept: [{ code: 'a' }],
        filter: [{ property: 'p', op: '=', value: 'v' }],
      },
      'filter',
    ],
  ])('refuses a value set that includes %s', (_sentence, include, place) => {
    const set = { resourceType: 'ValueSet', status: 'draft', compose: { include: [include] } };
    expect(refusedPlaces(set)).toEqual([`ValueSet.compose.include[0].${place}`]);
  });

  test.each([
    ['nothing', {}],
    ['a value and parts', { valueString: 'x', part: [{ name: 'b', valueString: 'y' }] }],
  ])('refuses a parameter that is %s (inv-1)', (_sentence, content) => {
    const parameters = { resourceType: 'Parameters', parameter: [{ name: 'a', ...content }] };
    expect(refusedPlaces(parameters)).toEqual(['Parameters.parameter[0]']);
  });
});

import { describe, expect, test } from '@jest/globals';
import { collection, resourceOf } from './acne-bundle.js';
import { put, refusedPlaces, remove, testRefusals } from './refusals.js';

describe('which elements there are', () => {
  testRefusals(
    () => resourceOf('Observation'),
    [
      ['an element that R4 does not know', [put('/malignancy', 0.3)], 'Observation.malignancy'],
      ['an element of another type', [put('/performer/0/value', 'x')], 'Observation.performer[0].value'],
      [
        'an element of R5',
        [put('/bodyStructure', { reference: 'BodyStructure/1' })],
        'Observation.bodyStructure',
      ],
      ['a misspelt element', [put('/bodySite/txt', 'Face')], 'Observation.bodySite.txt'],
      ['a companion of a complex element', [put('/_code', { id: 'x' })], 'Observation.code'],
      [
        'a resourceType inside of a data type',
        [put('/code/resourceType', 'Patient')],
        'Observation.code.resourceType',
      ],
    ],
  );

  test('names an element by no more than a placeholder when its name could be anything', () => {
    const document = { ...resourceOf('Observation'), 'Maria Müller <script>': 1 };
    expect(refusedPlaces(document)).toEqual(['Observation.?']);
  });
});

describe('how often an element may be there', () => {
  testRefusals(
    () => resourceOf('Observation'),
    [
      ['an Observation without status', [remove('/status')], 'Observation.status'],
      ['an Observation without code', [remove('/code')], 'Observation.code'],
      ['a list where a single value belongs', [put('/code', [{ text: 'x' }])], 'Observation.code'],
      ['a list where a single primitive belongs', [put('/status', ['final'])], 'Observation.status'],
      ['a single value where a list belongs', [put('/category', { text: 'x' })], 'Observation.category'],
      ['a list of lists', [put('/category/0', [{ text: 'x' }])], 'Observation.category[0]'],
      ['an empty list', [put('/performer', [])], 'Observation.performer'],
    ],
  );

  describe('of other types', () => {
    testRefusals(
      () => collection(),
      [
        [
          'a Media without content',
          [remove('/entry/1/resource/content')],
          'Bundle.entry[1].resource.content',
        ],
        ['a Media without status', [remove('/entry/1/resource/status')], 'Bundle.entry[1].resource.status'],
        [
          'an item without linkId',
          [remove('/entry/14/resource/item/0/linkId')],
          'Bundle.entry[14].resource.item[0].linkId',
        ],
        [
          'a QuestionnaireResponse without status',
          [remove('/entry/14/resource/status')],
          'Bundle.entry[14].resource.status',
        ],
        [
          'a DiagnosticReport without code',
          [remove('/entry/15/resource/code')],
          'Bundle.entry[15].resource.code',
        ],
        [
          'a medium of a report without its link',
          [put('/entry/15/resource/media/0', { comment: 'x' })],
          'Bundle.entry[15].resource.media[0].link',
        ],
        [
          'a Provenance without target',
          [remove('/entry/16/resource/target')],
          'Bundle.entry[16].resource.target',
        ],
        [
          'a Provenance without time',
          [remove('/entry/16/resource/recorded')],
          'Bundle.entry[16].resource.recorded',
        ],
        [
          'an agent without who',
          [remove('/entry/16/resource/agent/1/who')],
          'Bundle.entry[16].resource.agent[1].who',
        ],
        [
          'presentedForm as an object, as the vendor writes it',
          [put('/entry/15/resource/presentedForm', { contentType: 'application/pdf' })],
          'Bundle.entry[15].resource.presentedForm',
        ],
        [
          'identifier as a list where R4 has one',
          [put('/entry/14/resource/identifier', [{ value: 'x' }])],
          'Bundle.entry[14].resource.identifier',
        ],
        ['a Bundle without type', [remove('/type')], 'Bundle.type'],
        [
          'a narrative without status',
          [remove('/entry/0/resource/text/status')],
          'Bundle.entry[0].resource.text.status',
        ],
        [
          'an extension without url',
          [remove('/entry/15/resource/extension/0/url')],
          'Bundle.entry[15].resource.extension[0].url',
        ],
      ],
    );
  });
});

describe('a choice of types', () => {
  testRefusals(
    () => resourceOf('Observation'),
    [
      ['two values', [put('/valueString', '99 %')], 'Observation.valueString'],
      [
        'a value of a type that the element does not have',
        [put('/valueMoney', { value: 1 })],
        'Observation.valueMoney',
      ],
      ['a value without the name of its type', [put('/value', 3)], 'Observation.value'],
    ],
  );

  test('a value and its extensions are one', () => {
    const document = { ...resourceOf('Observation'), valueQuantity: undefined, valueString: 'x' };
    expect(refusedPlaces({ ...document, _valueString: { id: 'a' } })).toEqual([]);
  });

  test('extensions of a second type are a second value', () => {
    const _valueBoolean = { extension: [{ url: 'https://a.example/x', valueString: 'b' }] };
    const document = { ...resourceOf('Observation'), _valueBoolean };
    expect(refusedPlaces(document)).toEqual(['Observation.valueBoolean']);
  });
});

describe('nothing is empty', () => {
  testRefusals(
    () => resourceOf('Observation'),
    [
      ['null', [put('/code/text', null)], 'Observation.code.text'],
      ['null in place of an object', [put('/method', null)], 'Observation.method'],
      ['null in a list of objects', [put('/category/0', null)], 'Observation.category[0]'],
      ['an empty object', [put('/method', {})], 'Observation.method'],
      ['an object with nothing but an id', [put('/method', { id: 'a' })], 'Observation.method'],
      ['a blank string', [put('/code/text', ' \n')], 'Observation.code.text'],
      ['an empty string', [put('/code/text', '')], 'Observation.code.text'],
      ['a blank code', [put('/bodySite/coding/1/code', '')], 'Observation.bodySite.coding[1].code'],
    ],
  );
});

describe('primitives with extensions', () => {
  const patient = {
    resourceType: 'Patient',
    name: [
      {
        given: ['Ana', null],
        _given: [null, { extension: [{ url: 'https://a.example/x', valueString: 'b' }] }],
      },
    ],
  };

  test('a null holds the place of what has only extensions', () => {
    expect(refusedPlaces(patient)).toEqual([]);
  });

  test('a required primitive may be there by its extensions alone', () => {
    const observation = { ...resourceOf('Observation'), status: undefined };
    const _status = { extension: [{ url: 'https://a.example/x', valueString: 'b' }] };
    expect(refusedPlaces({ ...observation, _status })).toEqual([]);
  });

  test('refuses nulls that stand for nothing', () => {
    expect(refusedPlaces({ resourceType: 'Patient', name: [{ given: [null] }] })).toEqual([
      'Patient.name[0].given[0]',
    ]);
    expect(refusedPlaces({ resourceType: 'Patient', name: [{ given: [null], _given: [null] }] })).toEqual([
      'Patient.name[0].given[0]',
      'Patient.name[0].given[0]',
    ]);
  });
});

describe('resources', () => {
  test.each([
    ['no resourceType', {}, 'Resource.resourceType'],
    ['a type that R4 does not have', { resourceType: 'Doctor' }, 'Doctor.resourceType'],
    ['a type of R4B', { resourceType: 'SubscriptionStatus' }, 'SubscriptionStatus.resourceType'],
    ['a data type', { resourceType: 'Quantity' }, 'Quantity.resourceType'],
    ['a number as type', { resourceType: 1 }, 'Resource.resourceType'],
    ['a type that is no name', { resourceType: 'a b' }, 'Resource.resourceType'],
    ['a list', [], 'Resource'],
    ['null', null, 'Resource'],
    ['a string', 'Patient', 'Resource'],
    ['nothing', undefined, 'Resource'],
  ])('refuses %s', (_sentence, document, expression) => {
    expect(refusedPlaces(document)).toEqual([expression]);
  });

  test('looks into parameters and contained resources', () => {
    const patient = { resourceType: 'Patient', gender: 'm', id: 'p' };
    const parameters = {
      resourceType: 'Parameters',
      parameter: [{ name: 'a', part: [{ name: 'b', resource: patient }] }],
    };
    expect(refusedPlaces(parameters)).toEqual(['Parameters.parameter[0].part[0].resource.gender']);
    const observation = { ...resourceOf('Observation'), contained: [patient], subject: { reference: '#p' } };
    expect(refusedPlaces(observation)).toEqual(['Observation.contained[0].gender']);
  });

  test('knows EvidenceVariable as R4 has it, not as R5 does', () => {
    const variable = {
      resourceType: 'EvidenceVariable',
      status: 'draft',
      characteristic: [{ definitionCanonical: 'https://a.example/x', exclude: true }],
    };
    expect(refusedPlaces(variable)).toEqual([]);
    expect(refusedPlaces({ ...variable, characteristic: undefined, actual: true })).toEqual([
      'EvidenceVariable.actual',
      'EvidenceVariable.characteristic',
    ]);
  });
});

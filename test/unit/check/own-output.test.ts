import { describe, expect, test } from '@jest/globals';
import { collection, conditionalTransaction, resourceOf, transaction } from './acne-bundle.js';
import { errorsIn, put, refusedPlaces, remove, testRefusals } from './refusals.js';

const OPTIONS = { closed: true, baseUrl: 'https://gateway.example/fhir' };

describe('our own output', () => {
  testRefusals(
    () => collection(),
    [
      ['a final Observation', [put('/entry/3/resource/status', 'final')], 'Bundle.entry[3].resource.status'],
      ['a final report', [put('/entry/15/resource/status', 'final')], 'Bundle.entry[15].resource.status'],
      [
        'an Observation that is not labelled AIAST',
        [remove('/entry/4/resource/meta')],
        'Bundle.entry[4].resource.meta.security',
      ],
      [
        'an AI that is labelled AIAST itself',
        [put('/entry/0/resource/meta', { security: [{ code: 'AIAST' }] })],
        'Bundle.entry[0].resource.meta.security',
      ],
      [
        'the words of the patient labelled AIAST',
        [put('/entry/14/resource/meta', { security: [{ code: 'AIAST' }] })],
        'Bundle.entry[14].resource.meta.security',
      ],
      [
        'an Observation that names no device',
        [remove('/entry/5/resource/device')],
        'Bundle.entry[5].resource.device',
      ],
      [
        'two conclusions',
        [put('/entry/15/resource/conclusionCode/-', { text: 'Rosacea' })],
        'Bundle.entry[15].resource.conclusionCode',
      ],
      [
        'a resource without language',
        [remove('/entry/2/resource/language')],
        'Bundle.entry[2].resource.language',
      ],
      [
        'a narrative in another language',
        [put('/entry/2/resource/language', 'es')],
        'Bundle.entry[2].resource.text.div',
      ],
      ['a resource without narrative', [remove('/entry/2/resource/text')], 'Bundle.entry[2].resource.text'],
      [
        'a second subject',
        [
          put('/entry/3/resource/subject', { reference: 'Patient/1' }),
          put('/entry/4/resource/subject', { reference: 'Patient/2' }),
        ],
        'Bundle.entry[4].resource.subject',
      ],
      [
        'an id that is no UUID',
        [
          put('/entry/16/resource/id', 'one'),
          put('/entry/16/fullUrl', 'https://gateway.example/fhir/Provenance/one'),
        ],
        'Bundle.entry[16].resource.id',
      ],
      [
        'an address below another base',
        [
          put(
            '/entry/16/fullUrl',
            'https://other.example/fhir/Provenance/5f0c3c1e-0000-5000-8000-000000000011',
          ),
          put('/entry/16/resource/target', [{ display: 'x' }]),
          put('/entry/16/resource/agent/0/who', { display: 'x' }),
          put('/entry/16/resource/entity/0/what', { display: 'x' }),
        ],
        'Bundle.entry[16].fullUrl',
      ],
      [
        'a link to elsewhere',
        [put('/entry/1/resource/content/url', 'https://bucket.example/photo.jpg')],
        'Bundle.entry[1].resource.content.url',
      ],
      [
        'a link to a host whose name begins like ours',
        [put('/entry/1/resource/content/url', 'https://gateway.example/fhirx/photo.jpg')],
        'Bundle.entry[1].resource.content.url',
      ],
      [
        'an extension that R4 does not define',
        [
          put(
            '/entry/15/resource/extension/0/url',
            'http://hl7.org/fhir/StructureDefinition/alternate-reference',
          ),
        ],
        'Bundle.entry[15].resource.extension[0].url',
      ],
    ],
    OPTIONS,
  );

  test('may be unlabelled, if all of it is', () => {
    const bundle = collection();
    for (const { resource } of bundle.entry) delete resource?.meta;
    expect(errorsIn(bundle, OPTIONS)).toEqual([]);
  });

  test('is good in each kind of Bundle', () => {
    for (const bundle of [collection(), transaction(), conditionalTransaction()]) {
      expect(errorsIn(bundle, OPTIONS)).toEqual([]);
    }
  });

  test('is judged more strictly than that of others', () => {
    const bundle = collection();
    Object.assign(bundle.entry[3]?.resource ?? {}, { status: 'final' });
    expect(errorsIn(bundle)).toEqual([]);
  });
});

describe('links that open doors', () => {
  const media = (url: string) => ({ ...resourceOf('Media'), content: { url } });
  const report = (conclusion: string) => ({ ...resourceOf('DiagnosticReport'), conclusion });

  test.each([
    'https://bucket.example/a.png?X-Amz-Signature=abc',
    'https://bucket.example/a.png?Expires=1&Signature=abc&Key-Pair-Id=K',
    'https://utils.example/pdf?diagnosticReportIdEncrypted=abc&apiKey=1',
    'https://viewer.example/?companyId=1&signedId=2',
    'https://user:password@a.example/photo.png',
    'https://a.example/#access_token=abc',
    'https://utils.legit.health/pdf/1',
    'https://legit.health/integration/json-only/codes/conditions?apiKey=1',
    'https://LEGIT.health/app',
  ])('are refused: %s', (url) => {
    expect(refusedPlaces(media(url))).toEqual(['Media.content.url']);
    expect(refusedPlaces(report(`See ${url} for more.`))).toEqual(['DiagnosticReport.conclusion']);
  });

  test('are found in narratives, codes and identifiers, too', () => {
    const link = 'https://bucket.example/a.png?x=1&amp;sig=abc';
    const div = `<div xmlns="http://www.w3.org/1999/xhtml"><p>${link}</p></div>`;
    const document = {
      resourceType: 'Device',
      text: { status: 'generated', div },
      identifier: [{ system: 'https://a.example/?token=1', value: 'https://a.example/?token=1' }],
      type: { coding: [{ code: 'https://a.example/?token=1' }] },
      patient: { reference: 'https://a.example/Patient/1?token=1' },
    };
    expect(refusedPlaces(document)).toEqual([
      'Device.text.div',
      'Device.identifier[0].system',
      'Device.identifier[0].value',
      'Device.type.coding[0].code',
      'Device.patient.reference',
    ]);
  });

  test('end in a narrative where they ended in the text', () => {
    const text = 'https://a.example/?x=&quot;&amp;token=1';
    const div = `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>`;
    expect(refusedPlaces({ resourceType: 'Device', text: { status: 'generated', div } })).toEqual([]);
  });

  test.each([
    'https://a.example/photo.png?size=2&token_type=none',
    'https://notlegit.health/photo.png',
    'https://legit.health.example/photo.png',
    'https://a.example/?company=acme',
  ])('are not confused with others: %s', (url) => {
    expect(refusedPlaces(media(url))).toEqual([]);
  });
});

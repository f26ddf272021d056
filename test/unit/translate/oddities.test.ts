import { describe, expect, test } from '@jest/globals';
import type { DiagnosticReport, Media, Observation } from 'fhir/r4.js';
import { readReport } from '../../../src/raw/read-report.js';
import type { ContextOptions } from '../../../src/translate/context.js';
import { translate, type TranslatedResource, type Translation } from '../../../src/translate/translate.js';
import { testContext } from '../../helpers/context.js';
import { rawJson } from '../../helpers/fixture.js';
import { patched, type Patch } from '../../helpers/patch.js';

const acne = rawJson('acne-full');

function translated(patch: Patch, context: Partial<ContextOptions> = {}): Translation {
  return translate(readReport(patched(acne, patch)), testContext(context));
}

function ofType<T extends TranslatedResource['resourceType']>({ resources }: Translation, type: T) {
  return resources.filter(
    (resource): resource is Extract<TranslatedResource, { resourceType: T }> =>
      resource.resourceType === type,
  );
}

function reportOf(translation: Translation): DiagnosticReport {
  return ofType(translation, 'DiagnosticReport')[0]!;
}

function coded(translation: Translation, code: string): readonly Observation[] {
  return ofType(translation, 'Observation').filter((one) =>
    one.code.coding?.some((coding) => coding.code === code),
  );
}

function kinds({ issues }: Translation): readonly string[] {
  return issues.map(({ kind }) => kind);
}

const photo = (url: string, more: object = {}) => ({
  media: { url, type: 'Image', modality: 'Clinical', diqaScore: 80, ...more },
});

test('small probabilities are words without exponents, and exact where they are values', () => {
  const translation = translated({
    '/data/result/conclusions/0/probability': 1e-7,
    '/data/result/preliminaryFindings/malignancy': 2e-9,
  });
  const text = JSON.stringify(
    translation.resources.map((resource) => [resource.text, reportOf(translation).conclusion]),
  );
  expect(text).toContain('less than 0.000001 %');
  expect(text).not.toMatch(/\de-\d/);
  expect(coded(translation, 'malignancy')[0]?.valueQuantity?.value).toBe(2e-9);
});

test("in a report of another language, the gateway's own sentences are marked as English", () => {
  const divOf = (locale: string) => reportOf(translated({}, { locale })).text?.div;
  expect(divOf('es')).toMatch(/^<div [^>]*lang="es"[^>]*><p lang="en" xml:lang="en">AI-generated/);
  expect(divOf('en-GB')).toMatch(/^<div [^>]*lang="en-GB"[^>]*><p>AI-generated/);
});

describe('the settled pathology', () => {
  test('null means below the threshold: no coded conclusion, whatever the first candidate is', () => {
    const translation = translated({ '/data/pathology': null });
    expect(reportOf(translation).conclusionCode).toBeUndefined();
    expect(reportOf(translation).conclusion).toContain('No condition reached the confidence threshold.');
    expect(coded(translation, 'condition-probability')).toHaveLength(2);
  });

  test('without an ICD-11 code keeps the vendor coding and the words', () => {
    const translation = translated({ '/data/pathology/icd11': null });
    expect(reportOf(translation).conclusionCode?.[0]?.coding?.map(({ system }) => system)).toEqual([
      'https://legit.health/integration/json-only/codes/conditions',
    ]);
  });

  test('with a name that turns the direction of writing turns nothing else of the conclusion around', () => {
    const name = 'Acne\u202e';
    const report = reportOf(translated({ '/data/pathology/name': name }));
    expect(report.conclusion).toContain(`threshold: ${name}\u202c. `);
    expect(report.conclusionCode?.[0]?.text).toBe(name);
  });

  test('with an invalid ICD-11 code keeps the vendor coding and raises an issue at the raw field', () => {
    const translation = translated({ '/data/pathology/icd11': 'L70.0' });
    expect(reportOf(translation).conclusionCode?.[0]?.coding).toHaveLength(1);
    expect(translation.issues).toContainEqual(
      expect.objectContaining({ kind: 'icd11-invalid', rawPointer: '/data/pathology/icd11' }),
    );
  });

  test('with a comma list of ICD-11 codes gets one coding each, never one with a comma', () => {
    const translation = translated({ '/data/pathology/icd11': 'EA90.42, EA90.5Y' });
    expect(reportOf(translation).conclusionCode?.[0]?.coding?.map(({ code }) => code)).toEqual([
      'EA90.42',
      'EA90.5Y',
      'Acne',
    ]);
    expect(kinds(translation)).toContain('icd11-list');
  });
});

describe('candidates', () => {
  test("keep the vendor's order, values and duplicates, under different ids", () => {
    const one = { probability: 5, pathology: { name: 'Acne', code: 'Acne', icd11: 'ED80' } };
    const translation = translated({
      '/data/result/conclusions': [one, { ...one, probability: 50 }, { ...one, probability: 0 }],
    });
    const found = coded(translation, 'condition-probability');
    expect(found.map(({ valueQuantity }) => valueQuantity?.value)).toEqual([5, 50, 0]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(3);
  });

  test('without a probability say that it is unknown', () => {
    const translation = translated({ '/data/result/conclusions/0/probability': null });
    expect(coded(translation, 'condition-probability')[0]).toMatchObject({
      dataAbsentReason: { coding: [{ code: 'unknown' }] },
    });
  });

  test('without a pathology keep their probability, with an issue', () => {
    const translation = translated({ '/data/result/conclusions/0/pathology': null });
    const [unnamed] = coded(translation, 'condition-probability');
    expect(unnamed?.valueQuantity?.value).toBe(99.65);
    expect(unnamed?.component?.[0]?.dataAbsentReason?.coding?.[0]?.code).toBe('unknown');
    expect(kinds(translation)).toContain('candidate-without-pathology');
  });

  test('are cut only when configured, and then the report says how many of how many it shows', () => {
    const translation = translated({}, { maxCandidates: 1 });
    expect(coded(translation, 'condition-probability')).toHaveLength(1);
    expect(reportOf(translation).conclusion).toContain('(1 of 2 shown)');
    expect(kinds(translation)).toContain('candidates-cut');
  });
});

describe('photographs', () => {
  test('keep their id when the signature, the host and the order change', () => {
    const a = 'https://bucket/m/a.png';
    const b = 'https://bucket/m/b.png';
    const ids = (urls: string[]) =>
      new Map(
        ofType(
          translated({
            '/data/macroscopicMedia': null,
            '/data/result/observations': urls.map((url) => photo(url)),
          }),
          'Media',
        )
          .filter(({ device }) => device === undefined)
          .map(({ id }, index) => [urls[index]?.replace(/^.*\/m\/|\?.*$/g, ''), id]),
      );
    expect(ids([`https://other/m/b.png?X-Amz-Signature=2`, `${a}?X-Amz-Signature=1`]).get('a.png')).toBe(
      ids([a, b]).get('a.png'),
    );
  });

  test('a video has no modality and no image quality, and is still listed', () => {
    const translation = translated({
      '/data/macroscopicMedia': null,
      '/data/result/observations': [
        { media: { url: 'https://bucket/v.mp4', type: 'Video', modality: null, diqaScore: null } },
      ],
    });
    const video: Media = ofType(translation, 'Media')[0]!;
    expect(video.type?.coding?.[0]?.code).toBe('video');
    expect(video.content.contentType).toBe('video/mp4');
    expect(video.modality).toBeUndefined();
    expect(coded(translation, 'image-quality')).toEqual([]);
  });

  test('tell the literal modality "None" from no modality', () => {
    const translation = translated({ '/data/result/observations/0/media/modality': 'None' });
    expect(ofType(translation, 'Media')[0]?.modality).toEqual({ text: 'None' });
    expect(kinds(translation)).not.toContain('modality-unknown');
  });

  test('read the modality in any case', () => {
    const translation = translated({ '/data/result/observations/0/media/modality': 'dermoscopic' });
    expect(ofType(translation, 'Media')[0]?.modality?.coding?.[0]?.code).toBe('DMS');
  });

  test('without a URL are carried without a link, and said', () => {
    const translation = translated({
      '/data/macroscopicMedia': null,
      '/data/result/observations/0/media/url': null,
    });
    const [photo] = ofType(translation, 'Media').filter(({ device }) => device === undefined);
    expect(photo).toMatchObject({
      content: { title: 'Clinical photograph' },
      modality: { text: 'Clinical' },
    });
    expect(photo?.content).not.toHaveProperty('url');
    expect(coded(translation, 'image-quality')[0]?.derivedFrom).toEqual([
      { reference: `Media/${photo?.id}` },
    ]);
    expect(kinds(translation)).toContain('media-url-missing');
  });

  test('of which nothing is said are not said to be carried', () => {
    const translation = translated({
      '/data/macroscopicMedia': {},
      '/data/result/observations/0/media': null,
      '/data/result/observations/1': {},
    });
    expect(kinds(translation)).toContain('missing-field');
    expect(kinds(translation)).not.toContain('media-url-missing');
  });

  test('more than ten are named once in the report, not on every Observation', () => {
    const many = Array.from({ length: 40 }, (_, index) => photo(`https://bucket/m/${index}.png`));
    const translation = translated({ '/data/result/observations': many });
    expect(reportOf(translation).media).toHaveLength(42);
    expect(coded(translation, 'malignancy')[0]?.derivedFrom).toBeUndefined();
    expect(kinds(translation)).toContain('derived-from-omitted');
  });

  test('carry annotations with pixels and confidence, each as one extension', () => {
    const translation = translated({
      '/data/macroscopicMedia/annotations': [
        {
          id: 'a1',
          type: 'Acne lesion',
          confidence: 0.5,
          rect: { topLeft: { x: 1, y: 2 }, width: 3, height: 4 },
        },
      ],
    });
    expect(
      ofType(translation, 'Media')[0]?.extension?.[0]?.extension?.map(
        ({ url, valueQuantity, valueString }) => [url, valueString ?? valueQuantity?.value],
      ),
    ).toEqual([
      ['id', 'a1'],
      ['type', 'Acne lesion'],
      ['confidence', 0.5],
      ['x', 1],
      ['y', 2],
      ['width', 3],
      ['height', 4],
    ]);
  });
});

describe('body site', () => {
  test('unknown to the map stays a vendor coding with its words, and is an issue', () => {
    const translation = translated({ '/data/bodySite': { code: 'leftEyelid', name: 'Left eyelid' } });
    expect(coded(translation, 'malignancy')[0]?.bodySite).toEqual({
      coding: [
        {
          system: 'https://legit.health/integration/json-only/codes/body-sites',
          code: 'leftEyelid',
          display: 'Left eyelid',
        },
      ],
      text: 'Left eyelid',
    });
    expect(kinds(translation)).toContain('body-site-unknown');
  });

  test('is coded with its side', () => {
    const translation = translated({ '/data/bodySite': { code: 'elbowLeft', name: 'Left elbow' } });
    expect(coded(translation, 'malignancy')[0]?.bodySite?.coding?.[0]).toMatchObject({
      system: 'http://snomed.info/sct',
      code: '368148009',
    });
  });

  test('is not said of the metrics, which are about the algorithm', () => {
    const metrics = coded(translated({}), 'metrics')[0];
    expect(metrics?.bodySite).toBeUndefined();
    expect(metrics?.focus?.[0]?.reference).toMatch(/^Device\//);
  });
});

describe('time', () => {
  test('without a zone gives no instant and no Provenance, and keeps the words', () => {
    const translation = translated({ '/data/createdAt': '2026-02-13T14:58:27.466367' });
    expect(reportOf(translation).issued).toBeUndefined();
    expect(reportOf(translation).effectiveDateTime).toBe('2026-02-13');
    expect(reportOf(translation).text?.div).toContain('2026-02-13T14:58:27.466367');
    expect(ofType(translation, 'Provenance')).toEqual([]);
    expect(kinds(translation)).toEqual(expect.arrayContaining(['time-zone-unknown', 'provenance-omitted']));
  });

  test('takes the configured zone where there is none, and says so', () => {
    const translation = translated({ '/data/createdAt': '2026-02-13T14:58:27' }, { assumedZone: '+01:00' });
    expect(reportOf(translation).issued).toBe('2026-02-13T14:58:27+01:00');
    expect(kinds(translation)).toContain('time-zone-assumed');
  });
});

describe('scores', () => {
  const at = '/data/result/scoringSystems/0';

  test('keep 0, and say unknown for null', () => {
    expect(coded(translated({ [`${at}/score/value`]: 0 }), 'alegi')[0]?.valueQuantity?.value).toBe(0);
    expect(coded(translated({ [`${at}/score/value`]: null }), 'alegi')[0]?.dataAbsentReason).toBeDefined();
  });

  test('that are not on the list are carried under their code, and said', () => {
    const translation = translated({ [`${at}/scoringSystem/code`]: 'newScoreLocal' });
    expect(coded(translation, 'newScoreLocal')[0]?.code).toEqual({
      coding: [
        { system: 'https://derm-fhir-gateway.github.io/ig/CodeSystem/scoring-system', code: 'newScoreLocal' },
      ],
      text: 'Acne lesion estimation grading index',
    });
    expect(kinds(translation)).toContain('score-code-unknown');
    expect(kinds(translated({}))).not.toContain('score-code-unknown');
  });

  test('that agree with their grade carry no note', () => {
    const translation = translated({ [`${at}/score/severity/value`]: 3 });
    expect(coded(translation, 'alegi')[0]?.note).toBeUndefined();
    expect(kinds(translation)).not.toContain('score-contradicts-severity');
  });

  test.each([
    [0, 'None'],
    [1, 'Mild'],
    [2.1, 'Moderate'],
    [4.5, 'Severe'],
    [21.6, 'Severe'],
  ])('value %d lies in the band %s', (value, band) => {
    expect(coded(translated({ [`${at}/score/value`]: value }), 'alegi')[0]?.text?.div).toContain(
      `(band: ${band})`,
    );
  });

  test('beyond all bands are passed on with an issue', () => {
    const translation = translated({ [`${at}/score/value`]: 40 });
    expect(coded(translation, 'alegi')[0]?.valueQuantity?.value).toBe(40);
    expect(kinds(translation)).toContain('score-outside-bands');
  });

  test('carry yes-or-no facets as booleans and a null facet as its label', () => {
    const facet = (name: string, raw: unknown) => ({
      facet: { name, description: 'What it is' },
      value: { display: 'Shown', raw },
    });
    const score = coded(
      translated({ [`${at}/facets`]: [facet('Erythema', true), facet('Scaling', null)] }),
      'alegi',
    )[0];
    expect(score?.component?.[0]).toMatchObject({ valueBoolean: true, interpretation: [{ text: 'Shown' }] });
    expect(score?.component?.[1]?.valueString).toBe('Shown');
    expect(score?.note?.map(({ text }) => text)).toContain('Item 1 (Erythema): What it is');
  });

  test('code their facets by English names only', () => {
    const facets = (locale: string) =>
      coded(translated({}, { locale }), 'alegi')[0]?.component?.[0]?.code.coding?.[0]?.code;
    expect(facets('en-GB')).toBe('acne-lesion-density');
    expect(facets('es')).toBeUndefined();
  });

  test('without bands or facets are still valid', () => {
    const translation = translated({
      [`${at}/score/severity/interpretations`]: [],
      [`${at}/facets`]: [],
      [`${at}/reduction`]: undefined,
    });
    expect(coded(translation, 'alegi')[0]).not.toHaveProperty('referenceRange');
    expect(coded(translation, 'alegi')[0]).not.toHaveProperty('component');
  });
});

describe('subject, encounter and order', () => {
  test('a subject of the caller is on every resource about the case', () => {
    const subject = { type: 'Patient', identifier: { system: 'urn:mrn', value: '7' } };
    const translation = translated({}, { subject });
    const withSubject = translation.resources.filter((resource) => 'subject' in resource);
    expect(withSubject).toHaveLength(15);
  });

  test('a configured place in the extra data names the patient, and a request wins over it', () => {
    const fromReport = {
      subject: { pointer: '/extraData/internalCaseId', system: 'urn:case' },
      encounter: null,
      basedOn: null,
    };
    expect(reportOf(translated({}, { fromReport })).subject?.identifier).toEqual({
      system: 'urn:case',
      value: 'ABC-123',
    });
    expect(reportOf(translated({}, { fromReport, subject: { reference: 'Patient/1' } })).subject).toEqual({
      reference: 'Patient/1',
    });
  });

  test.each([
    [4711, '4711'],
    [2 ** 53, undefined],
    [47.5, undefined],
  ])('of numbers, only a whole one whose digits are sure names a patient: %d', (mrn, value) => {
    const fromReport = { subject: { pointer: '/extraData/mrn', system: 'urn:mrn' } };
    const translation = translated({ '/data/extraData': { mrn } }, { fromReport });
    expect(reportOf(translation).subject?.identifier?.value).toBe(value);
    expect(kinds(translation).includes('identifier-not-found')).toBe(value === undefined);
  });

  test('a configured place that holds nothing is an issue, not a guess', () => {
    const fromReport = {
      subject: { pointer: '/extraData/mrn', system: 'urn:mrn' },
      encounter: null,
      basedOn: null,
    };
    const translation = translated({}, { fromReport });
    expect(reportOf(translation).subject).toBeUndefined();
    expect(kinds(translation)).toContain('identifier-not-found');
  });

  test('an order is named by report, photographs, Observations and anamnesis', () => {
    const basedOn = [{ type: 'ServiceRequest', identifier: { system: 'urn:order', value: '9' } }];
    expect(translated({}, { basedOn }).resources.filter((resource) => 'basedOn' in resource)).toHaveLength(
      15,
    );
  });
});

describe('what must not leave', () => {
  test('an encrypted report id is published as its hash', () => {
    const handle = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODk=';
    const text = JSON.stringify(translated({ '/data/id': handle }).resources);
    expect(text).not.toContain(handle);
    expect(text).toContain('sha256:');
  });

  test('links in free text that open doors are taken out, others stay', () => {
    const translation = translated({
      '/data/anamnesisGeneral/0/answer':
        'see https://bucket/diagnostic-report-medias/bbb.png and https://example.org/acne',
      '/data/anamnesisGeneral/1/answer': 'https://example.org/x?X-Amz-Signature=abc',
      '/data/extraData': { link: 'https://user:pass@example.org/', note: 'kept' },
    });
    const text = JSON.stringify(translation.resources);
    expect(text).not.toMatch(/bucket|X-Amz-Signature|user:pass/);
    expect(text).toContain('https://example.org/acne');
    expect(text).toContain('kept');
    expect(kinds(translation).filter((kind) => kind === 'link-removed')).toHaveLength(3);
  });

  test.each([
    '/data/pathology/code',
    '/data/bodySite/code',
    '/data/result/scoringSystems/0/scoringSystem/code',
    '/data/result/id',
    '/data/visitIdentifier',
  ])('%s that holds such a link is left out, not altered: two of them would look the same', (pointer) => {
    const translation = translated({ [pointer]: 'a-https://utils.legit.health/x?token=1' });
    expect(JSON.stringify(translation.resources)).not.toMatch(/link removed|utils/);
    expect(translation.issues).toContainEqual(
      expect.objectContaining({ kind: 'identifier-withheld', rawPointer: pointer }),
    );
  });

  test.each(['subject', 'encounter', 'basedOn'])(
    'a configured place of the %s that holds such a link names nothing',
    (place) => {
      const context = { fromReport: { [place]: { pointer: '/pdf', system: 'urn:mrn' } } };
      const translation = translated({ '/data/visitIdentifier': null }, context);
      expect(reportOf(translation)).not.toHaveProperty(place);
      expect(JSON.stringify(translation.resources)).not.toMatch(/link removed|apiKey/);
      expect(translation.issues).toContainEqual(
        expect.objectContaining({ kind: 'identifier-withheld', rawPointer: '/data/pdf' }),
      );
      expect(kinds(translation)).not.toContain('identifier-not-found');
    },
  );

  test('a report id that is a key in a link is published as its hash, one that is a UUID as it is', () => {
    const identifierOf = (id: string) =>
      reportOf(translated({ '/data/id': id, '/data/url': `https://a.example?diagnosticReportId=${id}` }))
        .identifier?.[1]?.value;
    expect(identifierOf('k7Yq2mZ9rT4wX1cV6bN3')).toMatch(/^sha256:[0-9a-f]{64}$/);
    const uuid = '0189bafa-0610-7349-a0ab-eb53695b27fd';
    expect(identifierOf(uuid)).toBe(uuid);
  });

  test('the id of the result stays when a link names it, too', () => {
    const id = 'r8Kx2LqP5vN7mB3dT9cY';
    const translation = translated({ '/data/result/id': id, '/data/pdf': `https://a.example/pdf/${id}` });
    expect(reportOf(translation).identifier?.[2]?.value).toBe(id);
  });

  test('extra data stay JSON when something is taken out of them', () => {
    const translation = translated({
      '/data/extraData': {
        note: 'line\nhttps://utils.legit.health/x',
        'https://legit.health/k': [1, 'kept'],
        'https://legit.health/l': 2,
        '[link removed] 2': 3,
      },
    });
    const json = reportOf(translation).extension?.find(({ valueString }) => valueString !== undefined);
    expect(JSON.parse(json?.valueString ?? '')).toEqual({
      note: 'line\n[link removed]',
      '[link removed]': [1, 'kept'],
      '[link removed] 2': 3,
      '[link removed] 3': 2,
    });
    const places = translation.issues.filter(({ kind }) => kind === 'link-removed');
    expect(places.map(({ rawPointer }) => rawPointer)).toEqual(['/data/extraData', '/data/extraData/note']);
  });

  test('extra data full of links have a hundred issues, and one for what is not said', () => {
    const links = Array.from({ length: 250 }, (_, at) => `https://legit.health/${at}`);
    const { issues } = translated({ '/data/extraData': links });
    const places = issues.flatMap(({ kind, rawPointer }) => (kind === 'link-removed' ? [rawPointer] : []));
    expect(places).toHaveLength(101);
    expect(places.slice(-2)).toEqual(['/data/extraData/99', '/data/extraData']);
  });

  test('a name that holds what must not leave is in no pointer', () => {
    const id = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz';
    const letters = 'companyKeyOfTheHospital';
    const { issues, resources } = translated({
      '/data/id': id,
      '/data/url': `https://viewer.example/?companyId=${letters}`,
      [`/data/${id}`]: 1,
      [`/data/${letters}`]: 1,
      '/data/aKeyThatIsUnknownAndOpensNothing': 1,
      '/data/extraData': { [id]: 'https://legit.health/x', 'viewer.example/report': 1 },
      '/data/result/scoringSystems': { [id]: { score: '7' } },
    });
    const text = JSON.stringify([issues, resources]);
    for (const secret of [id, letters, 'viewer.example']) expect(text).not.toContain(secret);
    expect(text).toContain('aKeyThatIsUnknownAndOpensNothing');
  });

  test.each([
    ['', 'word '],
    [', even if they would be shorter without links', 'https://me@a.example/ '],
  ])('extra data are left out when no FHIR string can hold them, and that is said%s', (_, words) => {
    const quarter = words.repeat(250_000 / words.length);
    const translation = translated({ '/data/extraData': Array.from({ length: 5 }, () => quarter) });
    expect(reportOf(translation).extension ?? []).not.toContainEqual(
      expect.objectContaining({ valueString: expect.anything() }),
    );
    expect(translation.issues).toContainEqual(
      expect.objectContaining({
        kind: 'extra-data-omitted',
        severity: 'warning',
        rawPointer: '/data/extraData',
      }),
    );
  });

  test('extra data are left out when configured, and that is said', () => {
    const translation = translated({}, { extraData: 'omit' });
    expect(JSON.stringify(translation.resources)).not.toContain('ABC-123');
    expect(kinds(translation)).toContain('extra-data-omitted');
  });

  test('the AI label can be left out for servers that take labels for access control', () => {
    expect(JSON.stringify(translated({}, { aiLabel: false }).resources)).not.toContain('AIAST');
  });
});

describe('identity', () => {
  test('ids are the same in another language', () => {
    const ids = (locale: string) => translated({}, { locale }).resources.map(({ id }) => id);
    expect(ids('es')).toEqual(ids('en'));
  });

  test('the Device is the same resource, byte for byte, in every report and language', () => {
    const device = (patch: Patch, locale: string) =>
      JSON.stringify(ofType(translated(patch, { locale }), 'Device'));
    expect(device({ '/data/id': '0189bafa-0000-7349-a0ab-eb53695b27fd' }, 'es')).toBe(device({}, 'en'));
  });

  test('another namespace gives other ids', () => {
    expect(reportOf(translated({}, { namespace: 'urn:other' })).id).not.toBe(reportOf(translated({})).id);
  });
});

describe('an empty result', () => {
  test('is an honest report without results', () => {
    const translation = translated({
      '/data/pathology': null,
      '/data/result': { id: null, observations: [], conclusions: [], scoringSystems: [] },
      '/data/anamnesisGeneral': [],
      '/data/macroscopicMedia': null,
    });
    expect(translation.resources.map(({ resourceType }) => resourceType)).toEqual([
      'Device',
      'DiagnosticReport',
      'Provenance',
    ]);
    expect(reportOf(translation).result).toBeUndefined();
    expect(reportOf(translation).conclusion).toContain('The analysis gave no candidate conditions.');
  });
});

describe('the conclusion in words', () => {
  const five = [1, 2, 3, 4, 5, 90].map((probability) => ({
    probability,
    pathology: { name: `N${probability}`, code: `N${probability}`, icd11: null },
  }));

  test('names the likeliest candidates, wherever the vendor lists them', () => {
    const report = reportOf(translated({ '/data/result/conclusions': five }));
    expect(report.conclusion).toContain('(5 of 6 shown): N90 90 %, N5 5 %, N4 4 %, N3 3 %, N2 2 %.');
    expect(report.result?.length).toBe(15);
  });

  test('cut to some candidates keeps the likeliest, in the order of the vendor', () => {
    const cut = translated({ '/data/result/conclusions': five }, { maxCandidates: 2 });
    expect(coded(cut, 'condition-probability').map(({ valueQuantity }) => valueQuantity?.value)).toEqual([
      5, 90,
    ]);
  });

  test('of a report about severity alone denies no diagnosis', () => {
    const report = reportOf(translated({ '/data/pathology': null, '/data/result/conclusions': [] }));
    expect(report.conclusion).toContain('The report gives severity scores and no diagnosis.');
    expect(report.conclusion).not.toContain('threshold');
  });

  test('does not say that nothing reached the threshold when something without a name did', () => {
    const report = reportOf(translated({ '/data/pathology': { name: null, code: null, icd11: null } }));
    expect(report.conclusion).toContain(
      'A condition reached the confidence threshold; the report does not name it.',
    );
  });

  test('stays a sentence when a name is not, and the name stays whole beside it', () => {
    const name = 'x'.repeat(100_000);
    const report = reportOf(translated({ '/data/pathology/name': name }));
    expect(report.conclusion?.length).toBeLessThan(1_000);
    expect(report.conclusionCode?.[0]?.text).toBe(name);
  });
});

describe('bands', () => {
  const descending = [
    { min: 4.5, max: 21.6, text: 'Severe', coding: [{ code: 3, display: 'high' }] },
    { min: 0, max: 4.5, text: 'Mild', coding: [{ code: 1, display: 'low' }] },
    { min: 0, max: 0, text: 'None', coding: [{ code: 1, display: 'low' }] },
  ];
  const at = '/data/result/scoringSystems/0/score';

  test.each([
    [21.6, 'Severe'],
    [4.5, 'Severe'],
    [4.4, 'Mild'],
    [0, 'None'],
  ])('in descending order hold %d as %s', (value, band) => {
    const translation = translated({
      [`${at}/severity/interpretations`]: descending,
      [`${at}/value`]: value,
    });
    expect(coded(translation, 'alegi')[0]?.text?.div).toContain(`(band: ${band})`);
    expect(kinds(translation)).not.toContain('score-outside-bands');
  });
});

test('one file with two image qualities keeps both and says so', () => {
  const url = 'https://vendor.example/a.png?sig=1';
  const twice = translated({
    '/data/result/observations': [photo(url, { diqaScore: 51 }), photo(url, { diqaScore: 52 })],
  });
  expect(coded(twice, 'image-quality').map(({ valueQuantity }) => valueQuantity?.value)).toEqual([51, 52]);
  expect(kinds(twice)).toContain('duplicate-medium-differs');
});

test('a facet description cannot put a link or an image into a note that is rendered as markdown', () => {
  const noted = translated({
    '/data/result/scoringSystems/0/facets/0/facet/description':
      '[a](javascript:alert(1)) ![x](y) *b* <img src=x>',
  });
  expect(coded(noted, 'alegi')[0]?.note?.at(-1)?.text).toBe(
    'Item 1 (Acne lesion density): \\[a\\](javascript:alert(1)) !\\[x\\](y) \\*b\\* &lt;img src=x>',
  );
});

describe('a configured place', () => {
  const system = 'https://hospital.test/sid/mrn';

  test('may hold the identifier as a number', () => {
    const translation = translated(
      { '/data/extraData': { mrn: 4711 } },
      { fromReport: { subject: { pointer: '/extraData/mrn', system } } },
    );
    expect(reportOf(translation).subject?.identifier).toEqual({ system, value: '4711' });
  });

  test('that is the visit identifier itself carries it, and nothing is said to be left out', () => {
    const translation = translated(
      {},
      { fromReport: { encounter: { pointer: '/visitIdentifier', system } } },
    );
    expect(reportOf(translation).encounter?.identifier).toEqual({ system, value: 'visit identifier' });
    expect(kinds(translation)).not.toContain('identifier-not-carried');
  });

  test('elsewhere says that the visit identifier is left out', () => {
    const translation = translated(
      { '/data/extraData': { visit: 'V1' } },
      { fromReport: { encounter: { pointer: '/extraData/visit', system } } },
    );
    expect(kinds(translation)).toContain('identifier-not-carried');
  });
});

describe('a context', () => {
  test.each([
    ['assumedZone', { assumedZone: '+99:99' }],
    ['maxCandidates', { maxCandidates: -1 }],
    ['maxCandidates', { maxCandidates: 1.5 }],
    ['baseUrl', { baseUrl: 'ftp://gateway.test' }],
    ['namespace', { namespace: 'not a uri' }],
    ['identifier system', { encounterSystem: 'mrn' }],
    ['device', { device: { key: 'k', name: ' ' } }],
  ])('with a wrong %s is refused by name', (option, options: Partial<ContextOptions>) => {
    expect(() => testContext(options)).toThrow(option);
  });
});

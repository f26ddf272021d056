import type {
  Bundle,
  BundleEntry,
  CodeableConcept,
  Observation,
  Quantity,
  Reference,
  Resource,
} from 'fhir/r4.js';

const BASE = 'https://gateway.example/fhir';
const LOCAL = 'https://derm-fhir-gateway.github.io/ig/CodeSystem/dermatology-ai';
const SID = 'https://derm-fhir-gateway.github.io/sid';
const TIME = '2023-08-03T12:38:10+02:00';

/** How references and fullUrls are written: `Type/id` under a base, or `urn:uuid:`. */
type Link = (type: string, id: string) => string;

const relative: Link = (type, id) => `${type}/${id}`;
const urn: Link = (_type, id) => `urn:uuid:${id}`;

/** A lower-case UUID that is readable in a failing test. */
export function uuid(number: number): string {
  return `5f0c3c1e-0000-5000-8000-${number.toString(16).padStart(12, '0')}`;
}

const AIAST = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'AIAST',
  display: 'Artificial Intelligence asserted',
};

const ENCOUNTER: Reference = {
  type: 'Encounter',
  identifier: { system: 'https://hospital.example/visits', value: 'visit-12' },
};

function local(code: string, text: string): CodeableConcept {
  return { coding: [{ system: LOCAL, code, display: text }], text };
}

function quantity(value: number, unit: string, code: string): Quantity {
  return { value, unit, system: 'http://unitsofmeasure.org', code };
}

function percent(value: number): Quantity {
  return quantity(value, '%', '%');
}

function text(inner: string) {
  return {
    status: 'generated' as const,
    div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">${inner}</div>`,
  };
}

function observation(
  link: Link,
  number: number,
  parts: Partial<Observation> & Pick<Observation, 'code'>,
): Observation {
  return {
    resourceType: 'Observation',
    id: uuid(number),
    meta: { security: [AIAST] },
    language: 'en',
    text: text(
      `<p><b>${parts.code.text ?? 'Score'}</b>: see value. AI-generated preliminary assessment, not reviewed by a clinician.</p>` +
        '<table><tbody><tr><td>Status</td><td>preliminary</td></tr><tr><td>Body site</td><td>Face &amp; neck</td></tr></tbody></table>',
    ),
    identifier: [{ system: `${SID}/resource`, value: uuid(number) }],
    status: 'preliminary',
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: 'imaging',
            display: 'Imaging',
          },
        ],
      },
    ],
    encounter: ENCOUNTER,
    effectiveDateTime: TIME,
    issued: TIME,
    performer: [{ display: 'Dermatology AI software (not reviewed by a clinician)' }],
    bodySite: {
      coding: [
        { system: 'http://snomed.info/sct', code: '774007', display: 'Head and neck structure' },
        { system: 'https://legit.health/integration/json-only/codes/body-sites', code: 'headFront' },
      ],
      text: 'Face and neck',
    },
    method: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationMethod',
          code: 'ALGM',
          display: 'algorithm',
        },
      ],
      text: 'Analysis of the image by an algorithm',
    },
    device: { reference: link('Device', uuid(1)) },
    derivedFrom: [{ reference: link('Media', uuid(2)) }],
    ...parts,
  };
}

function disease(code: string, name: string): CodeableConcept {
  return {
    coding: [
      { system: 'http://id.who.int/icd/release/11/mms', code },
      {
        system: 'https://legit.health/integration/json-only/codes/conditions',
        code: name,
        display: name,
      },
    ],
    text: name,
  };
}

function candidate(link: Link, number: number, code: string, name: string, value: number): Observation {
  return observation(link, number, {
    code: {
      coding: [
        {
          system: 'http://dicom.nema.org/resources/ontology/DCM',
          code: '111012',
          display: 'Certainty of Finding',
        },
        { system: LOCAL, code: 'condition-probability', display: 'Condition probability' },
      ],
      text: `AI-estimated probability of ${name}`,
    },
    valueQuantity: percent(value),
    component: [
      {
        code: local('candidate-condition', 'Candidate condition'),
        valueCodeableConcept: disease(code, name),
      },
    ],
  });
}

const FINDINGS: readonly [string, number | null][] = [
  ['has-condition', 99.9],
  ['malignancy', 0.01],
  ['adjusted-malignancy', null],
  ['pigmented-lesion', 0],
  ['urgent-referral', 1.2],
  ['high-priority-referral', 3.4],
];

function finding(link: Link, number: number, code: string, value: number | null): Observation {
  const absent: CodeableConcept = {
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
        code: 'unknown',
        display: 'Unknown',
      },
    ],
  };
  return observation(link, number, {
    code: local(code, code),
    ...(value === null ? { dataAbsentReason: absent } : { valueQuantity: percent(value) }),
  });
}

function score(link: Link, number: number): Observation {
  const points = (value: number) => quantity(value, 'score', '{score}');
  const bands = [
    [0, 1, 'None'],
    [2, 8, 'Mild'],
    [9, 18, 'Moderate'],
    [19, 32, 'Severe'],
  ] as const;
  return observation(link, number, {
    code: local('alegi', 'ALEGI'),
    valueQuantity: points(8),
    interpretation: [local('1', 'Mild')],
    note: [{ text: 'The number of lesions is estimated from one photograph.' }],
    referenceRange: bands.map(([low, high, name]) => ({ low: points(low), high: points(high), text: name })),
    component: ['Lesion number', 'Lesion density'].map((name, index) => ({
      code: local(`facet-${index}`, name),
      valueQuantity: quantity(index * 5, '1', '1'),
      interpretation: [{ text: 'Low' }],
    })),
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/workflow-supportingInfo',
        valueReference: { reference: link('Media', uuid(3)) },
      },
    ],
  });
}

function metrics(link: Link, number: number): Observation {
  return observation(link, number, {
    code: local('metrics', 'Metrics of the algorithm'),
    focus: [{ reference: link('Device', uuid(1)) }],
    component: [
      { code: local('sensitivity', 'Sensitivity'), valueQuantity: percent(90) },
      { code: local('specificity', 'Specificity'), valueQuantity: percent(86) },
      { code: local('processing-time', 'Processing time'), valueQuantity: quantity(2.5, 's', 's') },
    ],
  });
}

function media(link: Link, number: number, isHeatMap: boolean): Resource {
  const resource = {
    resourceType: 'Media',
    id: uuid(number),
    language: 'en',
    text: text('<p>Photograph of the skin, sent for analysis.</p>'),
    identifier: [{ system: `${SID}/resource`, value: uuid(number) }],
    status: 'completed',
    type: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/media-type', code: 'image', display: 'Image' },
      ],
    },
    modality: {
      coding: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'XC' }],
      text: 'Clinical',
    },
    encounter: ENCOUNTER,
    device: { reference: link('Device', uuid(1)) },
    content: { contentType: 'image/jpeg', url: `${BASE}/Binary/${uuid(number + 100)}`, title: 'Photograph' },
  };
  return isHeatMap ? { ...resource, ...{ meta: { security: [AIAST] } } } : resource;
}

function resources(link: Link): Resource[] {
  const observations = [
    candidate(link, 4, 'ED80', 'Acne', 99.65),
    candidate(link, 5, '1E90', 'Varicella', 0.06),
    ...FINDINGS.map(([code, value], index) => finding(link, 6 + index, code, value)),
    score(link, 12),
    observation(link, 13, {
      code: local('image-quality', 'Image quality'),
      valueQuantity: quantity(88, 'score', '{score}'),
    }),
    metrics(link, 14),
  ];
  return [
    device(),
    media(link, 2, false),
    media(link, 3, true),
    ...observations,
    answers(),
    report(link, observations),
    provenance(link, observations),
  ];
}

function device(): Resource {
  const resource = {
    resourceType: 'Device',
    id: uuid(1),
    language: 'en',
    text: text('<p>Dermatology AI software.</p>'),
    identifier: [{ system: `${SID}/resource`, value: uuid(1) }],
    status: 'active',
    manufacturer: 'AI Labs Group S.L.',
    deviceName: [{ name: 'Legit.Health', type: 'user-friendly-name' }],
    type: {
      coding: [
        { system: 'http://snomed.info/sct', code: '706689003', display: 'Application program software' },
      ],
    },
  };
  return resource;
}

function answers(): Resource {
  const resource = {
    resourceType: 'QuestionnaireResponse',
    id: uuid(15),
    language: 'en',
    text: text('<dl><dt>Does it itch?</dt><dd>No</dd></dl>'),
    identifier: { system: `${SID}/resource`, value: uuid(15) },
    status: 'completed',
    encounter: ENCOUNTER,
    authored: TIME,
    item: [
      { linkId: '1', text: 'Does it itch?', answer: [{ valueString: 'No' }] },
      { linkId: '2', text: 'Since when?', answer: [{ valueString: 'More than a month' }] },
    ],
  };
  return resource;
}

function report(link: Link, observations: readonly Observation[]): Resource {
  const resource = {
    resourceType: 'DiagnosticReport',
    id: uuid(16),
    meta: { security: [AIAST] },
    language: 'en',
    text: text(
      '<p>AI-generated preliminary assessment, not reviewed by a clinician.</p><ul><li>Acne 99.65 %</li></ul>',
    ),
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/workflow-supportingInfo',
        valueReference: { reference: link('QuestionnaireResponse', uuid(15)) },
      },
    ],
    identifier: [
      { system: `${SID}/resource`, value: uuid(16) },
      { system: `${SID}/report`, value: 'report-1' },
    ],
    status: 'preliminary',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'IMG' }] },
      { coding: [{ system: 'http://snomed.info/sct', code: '394582007', display: 'Dermatology' }] },
    ],
    code: {
      coding: [
        { system: 'http://loinc.org', code: '18748-4', display: 'Diagnostic imaging study' },
        { system: LOCAL, code: 'dermatology-ai-report' },
      ],
      text: 'Dermatology AI report',
    },
    encounter: ENCOUNTER,
    effectiveDateTime: TIME,
    issued: TIME,
    performer: [{ display: 'Dermatology AI software (not reviewed by a clinician)' }],
    result: observations.map(({ id }) => ({ reference: link('Observation', id ?? '') })),
    media: [2, 3].map((number) => ({ link: { reference: link('Media', uuid(number)) } })),
    conclusion: 'AI-generated preliminary assessment, not reviewed by a clinician. Most likely: Acne.',
    conclusionCode: [disease('ED80', 'Acne')],
    presentedForm: [
      { contentType: 'application/pdf', language: 'en', url: `${BASE}/Binary/${uuid(110)}`, creation: TIME },
    ],
  };
  return resource;
}

function provenance(link: Link, observations: readonly Observation[]): Resource {
  const role = (code: string, display: string) => ({
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code, display }],
  });
  const resource = {
    resourceType: 'Provenance',
    id: uuid(17),
    meta: { tag: [{ system: `${SID}/resource`, code: uuid(17) }] },
    language: 'en',
    text: text('<p>Made by software from a photograph.</p>'),
    target: observations.map(({ id }) => ({ reference: link('Observation', id ?? '') })),
    occurredDateTime: TIME,
    recorded: TIME,
    activity: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
          code: 'CREATE',
          display: 'create',
        },
      ],
    },
    agent: [
      { type: role('author', 'Author'), who: { reference: link('Device', uuid(1)) } },
      { type: role('assembler', 'Assembler'), who: { display: 'derm-fhir-gateway' } },
    ],
    entity: [{ role: 'source', what: { reference: link('Media', uuid(2)) } }],
  };
  return resource;
}

type Entries = Omit<Bundle, 'entry'> & { entry: BundleEntry[] };

/** A whole report of 17 resources as it is served: absolute fullUrls, relative references. */
export function collection(): Entries {
  const entry = resources(relative).map((resource) => ({
    fullUrl: `${BASE}/${resource.resourceType}/${resource.id ?? ''}`,
    resource,
  }));
  return JSON.parse(
    JSON.stringify({ resourceType: 'Bundle', id: uuid(99), type: 'collection', timestamp: TIME, entry }),
  ) as Entries;
}

/** The same as it is pushed: `urn:uuid` links and `PUT Type/id`. */
export function transaction(): Entries {
  const entry = resources(urn).map((resource) => ({
    fullUrl: `urn:uuid:${resource.id ?? ''}`,
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}` },
  }));
  return JSON.parse(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })) as Entries;
}

/** The same for a server that gives its own ids: no ids in the bodies, `PUT Type?identifier=…`. */
export function conditionalTransaction(): Entries {
  const bundle = transaction();
  for (const entry of bundle.entry) {
    const { resource, request } = entry;
    if (resource === undefined || request === undefined) continue;
    const token = encodeURIComponent(`${SID}/resource|${resource.id ?? ''}`);
    const parameter = resource.resourceType === 'Provenance' ? '_tag' : 'identifier';
    request.url = `${resource.resourceType}?${parameter}=${token}`;
    delete resource.id;
  }
  return bundle;
}

/** A single resource of the collection, as it is read on its own. */
export function resourceOf(type: string): Resource {
  const found = collection().entry.find(({ resource }) => resource?.resourceType === type)?.resource;
  if (found === undefined) throw new Error(`no ${type} in the bundle`);
  return found;
}

import type { Patch } from '../helpers/patch.js';

/** One broken rule of one profile in what the acne report becomes. */
export interface ProfileBreak {
  /** Id of the profile that is broken: the one that the resource claims, or an extension on it. */
  readonly profile: string;
  /** Of an extension: id of the profile that the resource claims. */
  readonly on?: string;
  readonly rule: string;
  readonly patch: Patch;
  /** Of our validators only HL7's sees it: it lies below components, bands and items, or is a code. */
  readonly onlyHl7?: true;
  /** It may come from the manufacturer or the operator, so that the profile only warns: HL7's validator says so. */
  readonly isWarning?: true;
}

function extension(id: string, value: object): object {
  return { url: `https://derm-fhir-gateway.github.io/ig/StructureDefinition/${id}`, ...value };
}

/** An annotation with one part more or other than it may have. */
function annotation(part: object): object {
  return extension('image-annotation', { extension: [part] });
}

const nobody = [{ reference: 'Practitioner/1', display: 'Dr X' }];
const METRICS = {
  coding: [{ system: 'https://derm-fhir-gateway.github.io/ig/CodeSystem/dermatology-ai', code: 'metrics' }],
  text: 'Statistics',
};
const SNOMED = 'http://snomed.info/sct';

export const PROFILE_BREAKS: readonly ProfileBreak[] = [
  { profile: 'dermatology-ai-report', rule: 'is final', patch: { '/status': 'final' } },
  { profile: 'dermatology-ai-report', rule: 'has another code', patch: { '/code': { text: 'Report' } } },
  {
    profile: 'dermatology-ai-report',
    rule: 'is not of dermatology',
    patch: { '/category/1': { text: 'Dermatology' } },
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'has no identifier of ours',
    patch: { '/identifier/0/system': 'urn:x' },
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'concludes two things',
    patch: { '/conclusionCode/1': { text: 'Acne' } },
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'was interpreted by somebody',
    patch: { '/resultsInterpreter': [{ display: 'Dr X' }] },
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'hides that it is preliminary',
    patch: { '/conclusion': 'Acne.' },
  },
  { profile: 'dermatology-ai-report', rule: 'was made by somebody', patch: { '/performer': nobody } },
  {
    profile: 'dermatology-ai-report',
    rule: 'was made by somebody of a register',
    patch: { '/performer/0/identifier': { value: '1' } },
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'has a result that is no resource',
    patch: { '/result/0': { display: 'Melanoma' } },
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'shows a picture that is none',
    patch: { '/media/0/link': { display: 'A picture' } },
    onlyHl7: true,
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'does not say what a picture was used for',
    patch: { '/media/0/comment': undefined },
    onlyHl7: true,
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'concludes by a code of another system',
    patch: { '/conclusionCode/0/coding/0': { system: SNOMED, code: '22298006' } },
    onlyHl7: true,
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'leads to a report of the manufacturer',
    patch: { '/presentedForm': [{ contentType: 'application/pdf', url: 'https://vendor.example/x.pdf' }] },
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'is printed as a page with scripts',
    patch: {
      '/presentedForm': [{ contentType: 'text/html', url: 'https://gateway.example/fhir/Binary/1' }],
    },
  },
  {
    profile: 'dermatology-ai-report',
    rule: 'is of two body sites',
    patch: {
      '/extension': [
        extension('body-site', { valueCodeableConcept: { text: 'Arm' } }),
        extension('body-site', { valueCodeableConcept: { text: 'Leg' } }),
      ],
    },
    onlyHl7: true,
  },
  ...[
    'candidate-condition',
    'preliminary-finding',
    'severity-score',
    'image-quality',
    'algorithm-metrics',
  ].flatMap((profile): ProfileBreak[] => [
    { profile, rule: 'is final', patch: { '/status': 'final' } },
    { profile, rule: 'was made by somebody', patch: { '/performer': nobody } },
    { profile, rule: 'is of no device', patch: { '/device': undefined } },
    { profile, rule: 'is of some device', patch: { '/device': { display: 'some camera' } } },
    { profile, rule: 'has no method', patch: { '/method': undefined } },
    { profile, rule: 'has members', patch: { '/hasMember': [{ reference: 'Observation/1' }] } },
    { profile, rule: 'comes from no picture', patch: { '/derivedFrom': [{ display: 'A picture' }] } },
  ]),
  {
    profile: 'candidate-condition',
    rule: 'is a finding of the disease',
    patch: { '/code': { text: 'Acne' } },
  },
  {
    profile: 'candidate-condition',
    rule: 'is interpreted',
    patch: { '/interpretation': [{ text: 'High' }] },
  },
  {
    profile: 'candidate-condition',
    rule: 'is less than a probability',
    patch: { '/valueQuantity/comparator': '<' },
  },
  { profile: 'candidate-condition', rule: 'is in another unit', patch: { '/valueQuantity/code': '1' } },
  {
    profile: 'candidate-condition',
    rule: 'is for people in another unit',
    patch: { '/valueQuantity/unit': 'score' },
  },
  { profile: 'candidate-condition', rule: 'has no value', patch: { '/valueQuantity': undefined } },
  { profile: 'candidate-condition', rule: 'names no disease', patch: { '/component': undefined } },
  {
    profile: 'candidate-condition',
    rule: 'names a disease that ICD-11 cannot have',
    patch: { '/component/0/valueCodeableConcept/coding/0/code': 'L70.0' },
    onlyHl7: true,
  },
  {
    profile: 'candidate-condition',
    rule: 'names a disease of another system',
    patch: { '/component/0/valueCodeableConcept/coding/0': { system: SNOMED, code: '22298006' } },
    onlyHl7: true,
  },
  {
    profile: 'candidate-condition',
    rule: 'names a disease of ICD-10',
    patch: { '/component/0/valueCodeableConcept/coding/0/system': 'http://hl7.org/fhir/sid/icd-10' },
    onlyHl7: true,
  },
  {
    profile: 'candidate-condition',
    rule: 'was not performed',
    patch: {
      '/valueQuantity': undefined,
      '/dataAbsentReason': {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'not-performed' },
        ],
      },
    },
  },
  {
    profile: 'preliminary-finding',
    rule: 'is of cancer, and asks for something else',
    patch: { '/code/coding/1': { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '111047' } },
  },
  {
    profile: 'preliminary-finding',
    rule: 'is of malignancy, and not of cancer',
    patch: { '/code/coding/0/code': 'malignancy' },
  },
  {
    profile: 'preliminary-finding',
    rule: 'has components',
    patch: { '/component': [{ code: { text: 'x' } }] },
  },
  { profile: 'preliminary-finding', rule: 'is in another unit', patch: { '/valueQuantity/code': '1' } },
  {
    profile: 'preliminary-finding',
    rule: 'asks what nobody asked',
    patch: { '/code/coding/0/code': 'metrics' },
    onlyHl7: true,
  },
  { profile: 'severity-score', rule: 'is in another unit', patch: { '/valueQuantity/code': '%' } },
  {
    profile: 'severity-score',
    rule: 'has a band in another unit',
    patch: { '/referenceRange/0/low/code': '%' },
    onlyHl7: true,
  },
  {
    profile: 'severity-score',
    rule: 'has a band that is upside down',
    patch: { '/referenceRange/0/low/value': 99, '/referenceRange/0/high/value': 2.1 },
    onlyHl7: true,
    isWarning: true,
  },
  {
    profile: 'severity-score',
    rule: 'is graded by a code for numbers',
    patch: {
      '/interpretation': [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'H' },
          ],
        },
      ],
    },
    onlyHl7: true,
  },
  {
    profile: 'severity-score',
    rule: 'is another observation',
    patch: { '/code': METRICS },
  },
  {
    profile: 'severity-score',
    rule: 'has an item without a value',
    patch: { '/component/0/valueQuantity': undefined },
    onlyHl7: true,
  },
  { profile: 'image-quality', rule: 'has no value', patch: { '/valueQuantity': undefined } },
  { profile: 'algorithm-metrics', rule: 'is of the body', patch: { '/bodySite': { text: 'Face' } } },
  { profile: 'image-quality', rule: 'is in another unit', patch: { '/valueQuantity/code': '%' } },
  { profile: 'algorithm-metrics', rule: 'has a value', patch: { '/valueQuantity': { value: 1 } } },
  { profile: 'algorithm-metrics', rule: 'is about some device', patch: { '/focus': [{ display: 'AI' }] } },
  { profile: 'algorithm-metrics', rule: 'is about the patient', patch: { '/focus': undefined } },
  {
    profile: 'algorithm-metrics',
    rule: 'has a statistic that nobody knows',
    patch: { '/component/0/code': { text: 'Recall' } },
    onlyHl7: true,
  },
  { profile: 'photograph', rule: 'was made by a device', patch: { '/device': { display: 'AI' } } },
  {
    profile: 'photograph',
    rule: 'leads to the manufacturer',
    patch: { '/content/url': 'https://vendor.example/x.png' },
  },
  { profile: 'photograph', rule: 'is a page', patch: { '/content/contentType': 'text/html' } },
  {
    profile: 'photograph',
    rule: 'is labelled as made by AI',
    patch: {
      '/meta/security': [
        { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'AIAST' },
      ],
    },
  },
  { profile: 'photograph', rule: 'was taken at a time', patch: { '/createdDateTime': '2023-08-03' } },
  { profile: 'photograph', rule: 'has another status', patch: { '/status': 'preparation' } },
  {
    profile: 'photograph',
    rule: 'is a sound',
    patch: {
      '/type': { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/media-type', code: 'audio' }] },
    },
  },
  { profile: 'photograph', rule: 'has no title', patch: { '/content/title': undefined } },
  { profile: 'explainability-overlay', rule: 'was made by no device', patch: { '/device': undefined } },
  {
    profile: 'explainability-overlay',
    rule: 'was made by some device',
    patch: { '/device': { display: 'AI' } },
  },
  {
    profile: 'explainability-overlay',
    rule: 'is not labelled',
    patch: { '/meta/security': undefined },
    onlyHl7: true,
    isWarning: true,
  },
  {
    profile: 'explainability-overlay',
    rule: 'leads to the manufacturer',
    patch: { '/content/url': 'https://vendor.example/x.png' },
  },
  { profile: 'explainability-overlay', rule: 'is a page', patch: { '/content/contentType': 'text/html' } },
  {
    profile: 'explainability-overlay',
    rule: 'has the modality of a photograph',
    patch: {
      '/modality/coding': [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'XC' }],
    },
  },
  { profile: 'explainability-overlay', rule: 'has another status', patch: { '/status': 'preparation' } },
  {
    profile: 'extra-data',
    on: 'dermatology-ai-report',
    rule: 'is no text',
    patch: { '/extension': [extension('extra-data', { valueInteger: 1 })] },
    onlyHl7: true,
  },
  {
    profile: 'as-received',
    on: 'candidate-condition',
    rule: 'is no text',
    patch: { '/component/0/valueCodeableConcept/extension': [extension('as-received', { valueInteger: 1 })] },
    onlyHl7: true,
  },
  {
    profile: 'drawn-on',
    on: 'explainability-overlay',
    rule: 'names a picture in words',
    patch: { '/extension': [extension('drawn-on', { valueString: 'the first' })] },
  },
  {
    profile: 'drawn-on',
    on: 'explainability-overlay',
    rule: 'names no picture',
    patch: { '/extension': [extension('drawn-on', { valueReference: { display: 'the first' } })] },
  },
  {
    profile: 'body-site',
    on: 'dermatology-ai-report',
    rule: 'is no concept',
    patch: { '/extension': [extension('body-site', { valueString: 'Face' })] },
    onlyHl7: true,
  },
  {
    profile: 'image-annotation',
    on: 'photograph',
    rule: 'has a part that nobody knows',
    patch: { '/extension': [annotation({ url: 'angle', valueString: '3' })] },
    onlyHl7: true,
  },
  {
    profile: 'image-annotation',
    on: 'photograph',
    rule: 'has an edge in another unit',
    patch: { '/extension': [annotation({ url: 'x', valueQuantity: { value: 1, unit: 'mm' } })] },
    onlyHl7: true,
  },
  {
    profile: 'image-annotation',
    on: 'photograph',
    rule: 'is surer than sure',
    patch: {
      '/extension': [
        annotation({
          url: 'confidence',
          valueQuantity: { value: 85, system: 'http://unitsofmeasure.org', code: '1' },
        }),
      ],
    },
    onlyHl7: true,
    isWarning: true,
  },
  ...['width', 'height'].map((url): ProfileBreak => ({
    profile: 'image-annotation',
    on: 'photograph',
    rule: `has a ${url} below nothing`,
    patch: { '/extension': [annotation({ url, valueQuantity: { value: -5, unit: 'pixels' } })] },
    onlyHl7: true,
    isWarning: true,
  })),
  { profile: 'anamnesis', rule: 'is not completed', patch: { '/status': 'in-progress' } },
  { profile: 'anamnesis', rule: 'names a questionnaire', patch: { '/questionnaire': 'https://x.example/q' } },
  { profile: 'anamnesis', rule: 'has two questions at one position', patch: { '/item/1/linkId': '1' } },
  {
    profile: 'anamnesis',
    rule: 'was said by AI',
    patch: {
      '/meta/security': [
        { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'AIAST' },
      ],
    },
  },
  {
    profile: 'anamnesis',
    rule: 'has a yes or no',
    patch: { '/item/0/answer/0': { valueBoolean: true } },
    onlyHl7: true,
  },
  { profile: 'ai-device', rule: 'is another thing', patch: { '/type': { text: 'Camera' } } },
  { profile: 'ai-device', rule: 'belongs to a patient', patch: { '/patient': { display: 'X' } } },
  {
    profile: 'report-provenance',
    rule: 'is of something in words',
    patch: { '/target/0': { display: 'It' } },
  },
  {
    profile: 'report-provenance',
    rule: 'is of no report',
    patch: { '/target': [{ reference: 'Observation/1' }] },
  },
  {
    profile: 'report-provenance',
    rule: 'was assembled by somebody else',
    patch: { '/agent/2': { type: { text: 'Author' }, who: { display: 'X' } } },
  },
  {
    profile: 'report-provenance',
    rule: 'has no photograph as source',
    patch: { '/entity/0/role': 'revision' },
    onlyHl7: true,
  },
  { profile: 'report-provenance', rule: 'has no author', patch: { '/agent/0/type': undefined } },
];

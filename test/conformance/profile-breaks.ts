import type { Patch } from '../helpers/patch.js';

/** One broken rule of one profile in what the acne report becomes. */
export interface ProfileBreak {
  /** Id of the profile that the resource claims. */
  readonly profile: string;
  readonly rule: string;
  readonly patch: Patch;
  /** Of our validators only HL7's sees it: it lies below components, bands and items, or is a code. */
  readonly onlyHl7?: true;
}

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
  { profile: 'candidate-condition', rule: 'is final', patch: { '/status': 'final' } },
  {
    profile: 'candidate-condition',
    rule: 'is a finding of the disease',
    patch: { '/code': { text: 'Acne' } },
  },
  { profile: 'candidate-condition', rule: 'has no method', patch: { '/method': undefined } },
  { profile: 'candidate-condition', rule: 'has no device', patch: { '/device': undefined } },
  { profile: 'candidate-condition', rule: 'is in another unit', patch: { '/valueQuantity/code': '1' } },
  { profile: 'candidate-condition', rule: 'has no value', patch: { '/valueQuantity': undefined } },
  { profile: 'candidate-condition', rule: 'names no disease', patch: { '/component': undefined } },
  {
    profile: 'candidate-condition',
    rule: 'names a disease that ICD-11 cannot have',
    patch: { '/component/0/valueCodeableConcept/coding/0/code': 'L70.0' },
    onlyHl7: true,
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
  { profile: 'image-quality', rule: 'has no value', patch: { '/valueQuantity': undefined } },
  { profile: 'algorithm-metrics', rule: 'is of the body', patch: { '/bodySite': { text: 'Face' } } },
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
  {
    profile: 'anamnesis',
    rule: 'has a yes or no',
    patch: { '/item/0/answer/0': { valueBoolean: true } },
    onlyHl7: true,
  },
  { profile: 'ai-device', rule: 'is another thing', patch: { '/type': { text: 'Camera' } } },
  { profile: 'ai-device', rule: 'belongs to a patient', patch: { '/patient': { display: 'X' } } },
  { profile: 'report-provenance', rule: 'has no author', patch: { '/agent/0/type': undefined } },
];

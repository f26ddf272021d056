import {
  absentUnknown,
  algorithmMethod,
  certaintyOfFinding,
  extensions,
  imageQualityRating,
  imagingObservation,
  localSystems,
} from '../../src/translate/codings.js';
import { conditionAt, isIcd11 } from './condition.js';
import {
  about,
  bound,
  byUrl,
  inUnit,
  NONE,
  ownCode,
  ownIdentifier,
  pattern,
  referenceTo,
  slicedBy,
  softwareByName,
} from './constraints.js';
import {
  hasValueOrReason,
  isLabelled,
  isNoOtherObservation,
  isOfCancerIfMalignant,
  isOnly,
  isRightWayUp,
  isUpToHundred,
} from './invariants.js';
import type { Constraint, Profile } from './profile.js';

const [imaging] = imagingObservation;

export const aiObservation: Profile = {
  id: 'ai-observation',
  type: 'Observation',
  abstract: true,
  title: 'Observation of a dermatology AI',
  description:
    'What all observations of the artificial intelligence have in common: preliminary until a person outside of the gateway has looked, made by an algorithm on a device, derived from photographs, and labelled AIAST.',
  elements: {
    Observation: { constraint: [isLabelled] },
    'Observation.language': { short: 'Language of the words of the report', min: 1 },
    'Observation.text': {},
    ...ownIdentifier('Observation'),
    'Observation.status': {
      short: 'Never final: no person has reviewed it',
      constraint: [isOnly('preliminary')],
    },
    'Observation.category': { ...slicedBy('$this'), min: 1 },
    'Observation.category:imaging': {
      min: 1,
      max: '1',
      patternCodeableConcept: pattern(...(imaging?.coding ?? [])),
    },
    'Observation.code': {},
    'Observation.code.text': { short: 'What was asked, in words', min: 1 },
    ...about('Observation'),
    'Observation.effective[x]': { short: 'Time of the report', type: [{ code: 'dateTime' }] },
    'Observation.issued': {},
    ...softwareByName('Observation'),
    'Observation.value[x]': { type: [{ code: 'Quantity' }] },
    'Observation.value[x].comparator': NONE,
    'Observation.dataAbsentReason': {
      short: 'Never more than unknown: why there is none is not told',
      patternCodeableConcept: pattern(...(absentUnknown.coding ?? [])),
    },
    'Observation.bodySite': bound('extensible', 'body-site'),
    'Observation.method': { min: 1, patternCodeableConcept: pattern(...(algorithmMethod.coding ?? [])) },
    'Observation.specimen': NONE,
    'Observation.device': { short: 'The software that made it', min: 1, ...referenceTo('ai-device') },
    'Observation.device.reference': { min: 1 },
    'Observation.hasMember': NONE,
    'Observation.derivedFrom': {
      short: 'The photographs that were looked at',
      ...referenceTo('photograph'),
    },
    'Observation.derivedFrom.reference': { min: 1 },
  },
};

const probability: Readonly<Record<string, Constraint>> = {
  'Observation.value[x]': {
    short: 'Probability in percent, as the manufacturer gives it',
    patternQuantity: inUnit('%'),
    constraint: [isUpToHundred],
  },
  'Observation.value[x].value': { min: 1 },
};

const candidateCondition: Profile = {
  id: 'candidate-condition',
  type: 'Observation',
  base: 'ai-observation',
  title: 'Candidate condition of a dermatology AI',
  description:
    'One condition that the artificial intelligence holds possible, and how likely. The value is the probability and the disease is a component: a coded value would file a guess as a finding.',
  elements: {
    Observation: { constraint: [hasValueOrReason] },
    'Observation.code': {
      patternCodeableConcept: pattern(certaintyOfFinding, ownCode('condition-probability')),
    },
    ...probability,
    'Observation.interpretation': NONE,
    'Observation.referenceRange': NONE,
    'Observation.component': { ...slicedBy('code', 'closed'), min: 1, max: '1' },
    'Observation.component:condition': {
      short: 'The disease, or that the manufacturer named none',
      min: 1,
      max: '1',
      constraint: [hasValueOrReason],
    },
    'Observation.component:condition.code': {
      patternCodeableConcept: pattern(ownCode('candidate-condition')),
    },
    'Observation.component:condition.value[x]': {
      type: [{ code: 'CodeableConcept' }],
      constraint: [isIcd11],
      ...bound('extensible', 'condition'),
    },
    ...conditionAt('Observation.component:condition.value[x]'),
  },
};

const preliminaryFinding: Profile = {
  id: 'preliminary-finding',
  type: 'Observation',
  base: 'ai-observation',
  title: 'Preliminary finding of a dermatology AI',
  description:
    'One question that the artificial intelligence answers for every case, such as malignancy or the need of a referral, as a probability in percent. An answer that the manufacturer left open has the reason in its place.',
  elements: {
    Observation: { constraint: [hasValueOrReason] },
    'Observation.code': { constraint: [isOfCancerIfMalignant] },
    // Bound as a coding: HAPI refuses a concept whose first coding is another one (DICOM's) than that of the value set.
    'Observation.code.coding': { ...slicedBy('system'), min: 1 },
    'Observation.code.coding:finding': {
      short: 'Which question was asked',
      min: 1,
      max: '1',
      ...bound('required', 'preliminary-finding'),
    },
    'Observation.code.coding:finding.system': { min: 1, patternUri: localSystems.dermatologyAi },
    'Observation.code.coding:finding.code': { min: 1 },
    ...probability,
    'Observation.interpretation': NONE,
    'Observation.referenceRange': NONE,
    'Observation.component': NONE,
  },
};

const imageQuality: Profile = {
  id: 'image-quality',
  type: 'Observation',
  base: 'ai-observation',
  title: 'Quality of an image, rated by a dermatology AI',
  description: 'How well one image can be assessed, from 0 to 100 where 100 is best (DICOM 111029).',
  elements: {
    'Observation.code': { patternCodeableConcept: pattern(imageQualityRating, ownCode('image-quality')) },
    'Observation.value[x]': {
      min: 1,
      patternQuantity: inUnit('{score}'),
      constraint: [isUpToHundred],
    },
    'Observation.value[x].value': { min: 1 },
    'Observation.dataAbsentReason': NONE,
    'Observation.interpretation': NONE,
    'Observation.referenceRange': NONE,
    'Observation.derivedFrom': { short: 'The image; absent where pictures are kept back', max: '1' },
    'Observation.component': NONE,
  },
};

const severityScore: Profile = {
  id: 'severity-score',
  type: 'Observation',
  base: 'ai-observation',
  title: 'Severity score of a dermatology AI',
  description:
    'One severity score such as PASI: its value, the items that it is made of as components, the band table of the manufacturer as reference ranges, and the grade that the manufacturer gives. Value and grade are passed on as they came, also where they contradict each other.',
  elements: {
    Observation: { constraint: [hasValueOrReason] },
    'Observation.extension': byUrl,
    'Observation.extension:overlay': {
      short: 'Picture that shows what the score rests on',
      type: [{ code: 'Extension', profile: [extensions.supportingInfo] }],
    },
    'Observation.extension:overlay.value[x]': referenceTo('explainability-overlay'),
    'Observation.code': { constraint: [isNoOtherObservation], ...bound('extensible', 'scoring-system') },
    'Observation.value[x]': { patternQuantity: inUnit('{score}') },
    'Observation.value[x].value': { min: 1 },
    'Observation.interpretation': { max: '1', ...bound('extensible', 'severity') },
    // R4's codes for numbers, L, N and H, would satisfy the binding: they are in the value set of the base.
    'Observation.interpretation.coding': { ...slicedBy('system', 'closed') },
    'Observation.interpretation.coding:grade': { short: 'The grade', max: '1' },
    'Observation.interpretation.coding:grade.system': { min: 1, patternUri: localSystems.severity },
    'Observation.interpretation.coding:grade.code': { min: 1 },
    'Observation.referenceRange': { constraint: [isRightWayUp] },
    'Observation.referenceRange.low': { patternQuantity: inUnit('{score}') },
    'Observation.referenceRange.high': { patternQuantity: inUnit('{score}') },
    'Observation.referenceRange.type': bound('extensible', 'severity'),
    'Observation.referenceRange.text': {},
    'Observation.component': { ...slicedBy('code'), constraint: [hasValueOrReason] },
    'Observation.component.code': bound('preferred', 'facet'),
    'Observation.component.code.text': { min: 1 },
    'Observation.component.value[x]': {
      short: 'Number, yes or no, text of the manufacturer, or a label that stands in for a value',
      type: [{ code: 'Quantity' }, { code: 'CodeableConcept' }, { code: 'string' }, { code: 'boolean' }],
    },
    'Observation.component:reduction': {
      short: 'By how much the score fell',
      max: '1',
    },
    'Observation.component:reduction.code': { patternCodeableConcept: pattern(ownCode('score-reduction')) },
    'Observation.component:reduction.value[x]': {
      short: 'No unit: the manufacturer documents none',
      type: [{ code: 'Quantity' }],
    },
  },
};

/** One statistic of the algorithm. */
function metric(slice: string, short: string, unit: '%' | 's'): Readonly<Record<string, Constraint>> {
  const at = `Observation.component:${slice}`;
  return {
    [at]: { short, max: '1', constraint: [hasValueOrReason] },
    [`${at}.code`]: { patternCodeableConcept: pattern(ownCode(slice)) },
    [`${at}.value[x]`]: {
      type: [{ code: 'Quantity' }],
      patternQuantity: inUnit(unit),
      ...(unit === '%' ? { constraint: [isUpToHundred] } : {}),
    },
    [`${at}.value[x].value`]: { min: 1 },
  };
}

const algorithmMetrics: Profile = {
  id: 'algorithm-metrics',
  type: 'Observation',
  base: 'ai-observation',
  title: 'Performance of a dermatology AI',
  description:
    'How well the algorithm does in cases like this one, and how long it took. Statistics of the software, not of the patient: the device is the focus, and there is no body site.',
  elements: {
    'Observation.code': { patternCodeableConcept: pattern(ownCode('metrics')) },
    'Observation.focus': { min: 1, max: '1', ...referenceTo('ai-device') },
    'Observation.focus.reference': { min: 1 },
    'Observation.value[x]': NONE,
    'Observation.dataAbsentReason': NONE,
    'Observation.interpretation': NONE,
    'Observation.bodySite': NONE,
    'Observation.referenceRange': NONE,
    'Observation.derivedFrom': NONE,
    'Observation.component': { ...slicedBy('code', 'closed'), min: 1 },
    ...metric('sensitivity', 'Sensitivity', '%'),
    ...metric('specificity', 'Specificity', '%'),
    ...metric('entropy', 'Entropy of the candidate conditions', '%'),
    ...metric('processing-time', 'Processing time', 's'),
  },
};

/** The results of a report. */
export const results: readonly Profile[] = [
  candidateCondition,
  preliminaryFinding,
  severityScore,
  imageQuality,
  algorithmMetrics,
];

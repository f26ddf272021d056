import { extensions, imagingStudyReport, ownSystems, reportCategories } from '../../src/translate/codings.js';
import { PRELIMINARY } from '../../src/translate/conclusion.js';
import {
  about,
  bound,
  byUrl,
  leadsTo,
  NONE,
  ownCode,
  ownIdentifier,
  pattern,
  referenceTo,
  slicedBy,
  softwareByName,
} from './constraints.js';
import { leadsToGateway, isLabelled, startsWith } from './invariants.js';
import { conditionAt, isIcd11 } from './condition.js';
import { results } from './observations.js';
import type { Constraint, Profile } from './profile.js';

const [imaging, dermatology] = reportCategories;

/** Identifiers of the manufacturer, told by their system. */
function identifier(
  slice: string,
  short: string,
  system: string,
  min: 0 | 1,
): Readonly<Record<string, Constraint>> {
  const at = `DiagnosticReport.identifier:${slice}`;
  return {
    [at]: { short, min, max: '1' },
    [`${at}.system`]: { min: 1, patternUri: system },
    [`${at}.value`]: { min: 1 },
  };
}

export const report: Profile = {
  id: 'dermatology-ai-report',
  type: 'DiagnosticReport',
  title: 'Report of a dermatology AI',
  description:
    'What an artificial intelligence says of photographs of the skin: preliminary, never reviewed by a person, with candidate conditions, findings, scores and image qualities as results. A coded conclusion is there only if a condition reached the confidence threshold of the manufacturer.',
  elements: {
    DiagnosticReport: { constraint: [isLabelled] },
    'DiagnosticReport.language': { min: 1 },
    'DiagnosticReport.text': {},
    'DiagnosticReport.extension': byUrl,
    'DiagnosticReport.extension:anamnesis': {
      short: 'What the patient or user was asked',
      max: '1',
      type: [{ code: 'Extension', profile: [extensions.supportingInfo] }],
    },
    'DiagnosticReport.extension:anamnesis.value[x]': referenceTo('anamnesis'),
    'DiagnosticReport.extension:bodySite': {
      short: 'Body site, where nothing else in the report tells it',
      max: '1',
      type: [{ code: 'Extension', profile: [extensions.bodySite] }],
    },
    'DiagnosticReport.extension:extraData': {
      short: 'Data of the integrator',
      max: '1',
      type: [{ code: 'Extension', profile: [extensions.extraData] }],
    },
    ...ownIdentifier('DiagnosticReport'),
    ...identifier(
      'report',
      "The manufacturer's report, or a hash where its id would open it",
      ownSystems.report,
      1,
    ),
    ...identifier('result', "The manufacturer's result", ownSystems.result, 0),
    'DiagnosticReport.status': {
      short: 'Never final: no person has reviewed it',
      patternCode: 'preliminary',
    },
    'DiagnosticReport.category': { ...slicedBy('$this'), min: 2 },
    'DiagnosticReport.category:imaging': {
      min: 1,
      max: '1',
      patternCodeableConcept: pattern(...(imaging?.coding ?? [])),
    },
    'DiagnosticReport.category:dermatology': {
      min: 1,
      max: '1',
      patternCodeableConcept: pattern(...(dermatology?.coding ?? [])),
    },
    'DiagnosticReport.code': {
      patternCodeableConcept: pattern(imagingStudyReport, ownCode('dermatology-ai-report')),
    },
    ...about('DiagnosticReport'),
    'DiagnosticReport.effective[x]': { short: 'Time of the report', type: [{ code: 'dateTime' }] },
    'DiagnosticReport.issued': {},
    ...softwareByName('DiagnosticReport'),
    'DiagnosticReport.resultsInterpreter': { short: 'No person has reviewed it', ...NONE },
    'DiagnosticReport.specimen': NONE,
    'DiagnosticReport.result': {
      short: 'Candidate conditions first, in the order of the manufacturer',
      ...referenceTo(...results.map(({ id }) => id)),
    },
    'DiagnosticReport.result.reference': { min: 1 },
    'DiagnosticReport.media': {},
    'DiagnosticReport.media.comment': { short: 'What the picture was used for', min: 1 },
    ...leadsTo('DiagnosticReport.media.link', 'photograph', 'explainability-overlay'),
    'DiagnosticReport.conclusion': { min: 1, constraint: [startsWith(PRELIMINARY)] },
    'DiagnosticReport.conclusionCode': {
      short: 'The condition that reached the confidence threshold, never merely the likeliest',
      max: '1',
      constraint: [isIcd11],
      ...bound('extensible', 'condition'),
    },
    ...conditionAt('DiagnosticReport.conclusionCode'),
    'DiagnosticReport.presentedForm': { short: 'Printable report', max: '1', constraint: [leadsToGateway] },
    'DiagnosticReport.presentedForm.contentType': { min: 1, patternCode: 'application/pdf' },
  },
};

import { reportTypes, type ReportType } from '../fhir/report-types.js';
import {
  aliasOf,
  boundCode,
  composite,
  concept,
  date,
  identifier,
  quantity,
  reference,
  sharedReference,
  string,
} from './parameter-kinds.js';
import type { SearchParameter } from './search-parameter.js';

const PATIENT = ['Patient'];
const SUBJECTS = ['Group', 'Device', 'Patient', 'Location'];
const DEVICES = ['Device', 'DeviceMetric'];
const ENCOUNTERS = ['Encounter', 'EpisodeOfCare'];
const ORDERS = [
  'CarePlan',
  'MedicationRequest',
  'NutritionOrder',
  'ServiceRequest',
  'ImmunizationRecommendation',
];
/** Where R4 allows any type: those that a report has to do with. */
const ANY = [...reportTypes, 'Patient', 'Group', 'Encounter', 'ServiceRequest', 'DocumentReference'];

const subject = (owner: string, targets: readonly string[]) => [
  reference('subject', `${owner}-subject`, 'subject', targets),
  reference(
    'patient',
    owner === 'Media' || owner === 'QuestionnaireResponse' ? `${owner}-patient` : 'clinical-patient',
    'subject:Patient',
    PATIENT,
  ),
];

const diagnosticReport = [
  identifier('identifier', 'clinical-identifier', 'identifier'),
  reference('encounter', 'clinical-encounter', 'encounter', ENCOUNTERS),
  concept('code', 'clinical-code', 'code'),
  concept('category', 'DiagnosticReport-category', 'category'),
  boundCode('diagnostic-report-status', 'status', 'DiagnosticReport-status', 'status'),
  date('date', 'clinical-date', 'effectiveDateTime', 'effectivePeriod'),
  date('issued', 'DiagnosticReport-issued', 'issued'),
  concept('conclusion', 'DiagnosticReport-conclusion', 'conclusionCode'),
  reference('result', 'DiagnosticReport-result', 'result', ['Observation']),
  reference('media', 'DiagnosticReport-media', 'media.link', ['Media']),
  reference('based-on', 'DiagnosticReport-based-on', 'basedOn', ORDERS),
  ...subject('DiagnosticReport', SUBJECTS),
];

const observation = [
  identifier('identifier', 'clinical-identifier', 'identifier'),
  reference('encounter', 'clinical-encounter', 'encounter', ENCOUNTERS),
  concept('code', 'clinical-code', 'code'),
  concept('category', 'Observation-category', 'category'),
  boundCode('observation-status', 'status', 'Observation-status', 'status'),
  date('date', 'clinical-date', 'effectiveDateTime', 'effectivePeriod', 'effectiveInstant'),
  reference('derived-from', 'Observation-derived-from', 'derivedFrom', [
    'DocumentReference',
    'ImagingStudy',
    'Media',
    'QuestionnaireResponse',
    'Observation',
    'MolecularSequence',
  ]),
  sharedReference('device', 'Observation-device', 'device', DEVICES),
  concept('method', 'Observation-method', 'method'),
  quantity('value-quantity', 'Observation-value-quantity', 'valueQuantity'),
  composite('code-value-quantity', 'Observation-code-value-quantity', ['code', 'value-quantity']),
  concept('component-code', 'Observation-component-code', 'component.code'),
  concept('component-value-concept', 'Observation-component-value-concept', 'component.valueCodeableConcept'),
  aliasOf(['code', 'component-code'], concept('combo-code', 'Observation-combo-code')),
  ...subject('Observation', SUBJECTS),
];

const media = [
  identifier('identifier', 'Media-identifier', 'identifier'),
  reference('encounter', 'Media-encounter', 'encounter', ['Encounter']),
  concept('type', 'Media-type', 'type'),
  concept('modality', 'Media-modality', 'modality'),
  concept('site', 'Media-site', 'bodySite'),
  boundCode('event-status', 'status', 'Media-status', 'status'),
  date('created', 'Media-created', 'createdDateTime', 'createdPeriod'),
  sharedReference('device', 'Media-device', 'device', DEVICES),
  reference('based-on', 'Media-based-on', 'basedOn', ['ServiceRequest', 'CarePlan']),
  ...subject('Media', [
    'Patient',
    'Practitioner',
    'PractitionerRole',
    'Group',
    'Device',
    'Specimen',
    'Location',
  ]),
];

const questionnaireResponse = [
  identifier('identifier', 'QuestionnaireResponse-identifier', 'identifier'),
  reference('encounter', 'QuestionnaireResponse-encounter', 'encounter', ['Encounter']),
  date('authored', 'QuestionnaireResponse-authored', 'authored'),
  boundCode('questionnaire-answers-status', 'status', 'QuestionnaireResponse-status', 'status'),
  ...subject('QuestionnaireResponse', ANY),
];

const device = [
  identifier('identifier', 'Device-identifier', 'identifier'),
  concept('type', 'Device-type', 'type'),
  string('manufacturer', 'Device-manufacturer', 'manufacturer'),
  string('device-name', 'Device-device-name', 'deviceName.name', 'type.coding.display', 'type.text'),
  boundCode('device-status', 'status', 'Device-status', 'status'),
];

const provenance = [
  reference('target', 'Provenance-target', 'target', ANY),
  sharedReference('agent', 'Provenance-agent', 'agent.who', [
    'Practitioner',
    'PractitionerRole',
    'RelatedPerson',
    'Patient',
    'Device',
    'Organization',
  ]),
  date('recorded', 'Provenance-recorded', 'recorded'),
];

/** Search parameters of what reports are made of. */
export const reportParameters: Readonly<Record<ReportType, readonly SearchParameter[]>> = {
  DiagnosticReport: diagnosticReport,
  Observation: observation,
  Media: media,
  QuestionnaireResponse: questionnaireResponse,
  Device: device,
  Provenance: provenance,
};

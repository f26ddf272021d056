import type {
  CodeableConcept,
  DiagnosticReport,
  FhirResource,
  Observation,
  ObservationComponent,
  Quantity,
} from 'fhir/r4.js';

/** A resource for people: what it is about, and what it says. */
export interface Outline {
  readonly about: string;
  readonly says: string;
}

/** Tells a resource of a translated report in a few words. */
export function outline(resource: FhirResource): Outline {
  switch (resource.resourceType) {
    case 'Device':
      return { about: resource.deviceName?.[0]?.name ?? '', says: resource.manufacturer ?? '' };
    case 'Media':
      return { about: resource.content.title ?? '', says: wordsOf(resource.bodySite) };
    case 'Observation':
      return { about: wordsOf(resource.code).replace('AI-estimated ', ''), says: valueOf(resource) };
    case 'QuestionnaireResponse':
      return { about: 'What the patient was asked', says: `${resource.item?.length ?? 0} answers` };
    case 'DiagnosticReport':
      return { about: wordsOf(resource.code), says: conclusionOf(resource) };
    case 'Provenance':
      return { about: 'Who made this of what', says: `about ${resource.target.length} resources` };
    default:
      return { about: '', says: '' };
  }
}

function conclusionOf({ status, conclusionCode = [] }: DiagnosticReport): string {
  const conclusions = conclusionCode.map((concept) => {
    const icd11 = concept.coding?.find(({ system }) => system?.includes('/icd/release/11/') === true)?.code;
    return icd11 === undefined ? wordsOf(concept) : `${wordsOf(concept)} (ICD-11 ${icd11})`;
  });
  return [status, ...conclusions].join(', ');
}

function valueOf({ valueQuantity, dataAbsentReason, interpretation, component = [] }: Observation): string {
  if (dataAbsentReason !== undefined) return `no value (${wordsOf(dataAbsentReason).toLowerCase()})`;
  if (valueQuantity === undefined) return component.slice(0, 2).map(partOf).join(', ');
  return [amountOf(valueQuantity), ...(interpretation ?? []).map(wordsOf)].join(', ');
}

function partOf({ code, valueQuantity }: ObservationComponent): string {
  return valueQuantity === undefined ? '' : `${wordsOf(code).toLowerCase()} ${amountOf(valueQuantity)}`;
}

function amountOf({ value, unit }: Quantity): string {
  return unit === 'score' ? `score ${value ?? '?'}` : `${value ?? '?'} ${unit ?? ''}`;
}

function wordsOf(concept: CodeableConcept | undefined): string {
  return concept?.text ?? concept?.coding?.[0]?.display ?? '';
}

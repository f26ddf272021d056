import type { Bundle, BundleEntry, Device, DiagnosticReport, FhirResource, Media, Meta } from 'fhir/r4.js';
import type { Observation, Provenance, QuestionnaireResponse, Narrative } from 'fhir/r4.js';

/** Positions of the resources in {@link sampleBundle}, for JSON pointers such as `/entry/2/resource/status`. */
export const SAMPLE = {
  device: 0,
  media: 1,
  condition: 2,
  finding: 3,
  score: 4,
  anamnesis: 5,
  report: 6,
  provenance: 7,
} as const;

const LABELLED: Meta = {
  security: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
      code: 'AIAST',
      display: 'Artificial Intelligence asserted',
    },
  ],
};
const ICD11 = 'http://id.who.int/icd/release/11/mms';
const UCUM = 'http://unitsofmeasure.org';
const CREATED = '2026-02-13T14:58:27.466+02:00';
const ids = Object.values(SAMPLE).map((n) => `0f4b1a6e-58d7-5c1e-9a51-00000000000${String(n)}`);

function idOf(position: number): string {
  return ids[position]!;
}

function to(position: number): { reference: string } {
  return { reference: `urn:uuid:${idOf(position)}` };
}

function text(words: string): Narrative {
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${words}</p></div>` };
}

function device(): Device {
  return {
    resourceType: 'Device',
    text: text('Dermatology AI'),
    status: 'active',
    deviceName: [{ name: 'Dermatology AI', type: 'user-friendly-name' }],
  };
}

function media(): Media {
  return {
    resourceType: 'Media',
    text: text('Photograph'),
    status: 'completed',
    type: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/media-type', code: 'image', display: 'Image' },
      ],
    },
    createdDateTime: CREATED,
    content: { contentType: 'image/jpeg', url: 'https://gateway.example/fhir/Binary/1' },
  };
}

function observation(words: string, parts: Pick<Observation, 'code' | 'valueQuantity'>): Observation {
  return {
    resourceType: 'Observation',
    meta: LABELLED,
    text: text(words),
    status: 'preliminary',
    effectiveDateTime: CREATED,
    issued: CREATED,
    performer: [{ display: 'Dermatology AI' }],
    derivedFrom: [to(SAMPLE.media)],
    device: to(SAMPLE.device),
    ...parts,
  };
}

function percent(value: number): { value: number; unit: string; system: string; code: string } {
  return { value, unit: '%', system: UCUM, code: '%' };
}

function condition(): Observation {
  const observed = observation('Probability of acne 99.65 %', {
    code: { text: 'AI-estimated probability' },
    valueQuantity: percent(99.65),
  });
  const acne = { coding: [{ system: ICD11, code: 'ED80' }], text: 'Acne' };
  return { ...observed, component: [{ code: { text: 'Candidate condition' }, valueCodeableConcept: acne }] };
}

function score(): Observation {
  const observed = observation('Score 8', {
    code: { text: 'Severity score' },
    valueQuantity: { value: 8, unit: 'score', system: UCUM, code: '{score}' },
  });
  return {
    ...observed,
    referenceRange: [{ low: { value: 0, unit: '{score}', system: UCUM, code: '{score}' }, text: 'Mild' }],
    component: [{ code: { text: 'Inflammation' }, valueQuantity: { value: 5, system: UCUM, code: '1' } }],
  };
}

function anamnesis(): QuestionnaireResponse {
  return {
    resourceType: 'QuestionnaireResponse',
    text: text('Since when? Two weeks'),
    status: 'completed',
    authored: CREATED,
    item: [{ linkId: '1', text: 'Since when?', answer: [{ valueString: 'Two weeks' }] }],
  };
}

function report(): DiagnosticReport {
  return {
    resourceType: 'DiagnosticReport',
    meta: LABELLED,
    text: text('AI report'),
    identifier: [{ system: 'https://derm-fhir-gateway.github.io/sid/resource', value: idOf(SAMPLE.report) }],
    status: 'preliminary',
    code: { coding: [{ system: 'http://loinc.org', code: '18748-4', display: 'Diagnostic imaging study' }] },
    encounter: { type: 'Encounter', identifier: { value: 'visit-1' }, display: 'Visit' },
    effectiveDateTime: CREATED,
    issued: CREATED,
    result: [to(SAMPLE.condition), to(SAMPLE.finding), to(SAMPLE.score)],
    media: [{ link: to(SAMPLE.media) }],
    conclusionCode: [{ coding: [{ system: ICD11, code: 'ED80' }], text: 'Acne' }],
    presentedForm: [{ contentType: 'application/pdf', url: 'https://gateway.example/fhir/Binary/2' }],
  };
}

function provenance(): Provenance {
  return {
    resourceType: 'Provenance',
    text: text('Made by the dermatology AI'),
    target: [to(SAMPLE.report)],
    recorded: CREATED,
    agent: [{ who: to(SAMPLE.device) }],
  };
}

function resources(): FhirResource[] {
  const finding = observation('Malignancy 0 %', { code: { text: 'Malignancy' }, valueQuantity: percent(0) });
  return [device(), media(), condition(), finding, score(), anamnesis(), report(), provenance()];
}

/**
 * A hand-written transaction of eight resources, one of each shape the gateway produces, valid in R4. Deliberately not made
 * by the translator: it is the fixed point against which the validators themselves are tested.
 */
export function sampleBundle(): Bundle {
  const entry = resources().map((resource, position): BundleEntry => {
    const id = idOf(position);
    return {
      fullUrl: `urn:uuid:${id}`,
      resource: { ...resource, id },
      request: { method: 'PUT', url: `${resource.resourceType}/${id}` },
    };
  });
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

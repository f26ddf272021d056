import type { CodeableConcept, Coding } from 'fhir/r4.js';
import { deepFreeze } from '../fhir/deep-freeze.js';

/*
 * Fixed codings, verified in the R4 definitions, HL7 Terminology or DICOM PS3.16. Frozen, so that every resource shares
 * one copy. LOINC, SNOMED CT and DICOM notices are in NOTICE.
 */

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';

/** HL7 security label "Artificial Intelligence asserted": on what the AI says, never on photographs or anamnesis. */
export const aiAsserted: Coding = deepFreeze({
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'AIAST',
  display: 'Artificial Intelligence asserted',
});

/** An explicit null of the vendor: asked, no answer. `not-performed` would claim knowledge that nobody has. */
export const absentUnknown: CodeableConcept = deepFreeze({
  coding: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
      code: 'unknown',
      display: 'Unknown',
    },
  ],
});

export const imagingObservation: CodeableConcept[] = deepFreeze([
  {
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/observation-category',
        code: 'imaging',
        display: 'Imaging',
      },
    ],
  },
]);

export const algorithmMethod: CodeableConcept = deepFreeze({
  coding: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationMethod',
      code: 'ALGM',
      display: 'algorithm',
    },
  ],
  text: 'Image analysis by artificial intelligence',
});

export const reportCategories: CodeableConcept[] = deepFreeze([
  {
    coding: [
      { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'IMG', display: 'Diagnostic Imaging' },
    ],
  },
  { coding: [{ system: SNOMED, code: '394582007', display: 'Dermatology' }] },
]);

export const imagingStudyReport: Coding = deepFreeze({
  system: LOINC,
  code: '18748-4',
  display: 'Diagnostic imaging study',
});

export const softwareDevice: CodeableConcept = deepFreeze({
  coding: [{ system: SNOMED, code: '706689003', display: 'Application program software' }],
  text: 'Artificial intelligence software for dermatology images',
});

export const certaintyOfFinding: Coding = deepFreeze({
  system: DCM,
  code: '111012',
  display: 'Certainty of Finding',
});
export const imageQualityRating: Coding = deepFreeze({
  system: DCM,
  code: '111029',
  display: 'Image Quality Rating',
});
export const probabilityOfCancer: Coding = deepFreeze({
  system: DCM,
  code: '111047',
  display: 'Probability of cancer',
});

/** The vendor's word for the kind of photograph (lower case) → DICOM modality. */
export const modalities: ReadonlyMap<string, Coding> = deepFreeze(
  new Map([
    ['clinical', { system: DCM, code: 'XC', display: 'External-camera Photography' }],
    ['dermoscopic', { system: DCM, code: 'DMS', display: 'Dermoscopy' }],
  ]),
);

const MEDIA_TYPE = 'http://terminology.hl7.org/CodeSystem/media-type';

/** The vendor's word for the kind of medium (lower case) → FHIR media type. */
export const mediaTypes: ReadonlyMap<string, Coding> = deepFreeze(
  new Map([
    ['image', { system: MEDIA_TYPE, code: 'image', display: 'Image' }],
    ['video', { system: MEDIA_TYPE, code: 'video', display: 'Video' }],
  ]),
);

export const createActivity: CodeableConcept = deepFreeze({
  coding: [
    { system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE', display: 'create' },
  ],
});

const PARTICIPANT = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

export const authorAgent: CodeableConcept = deepFreeze({
  coding: [{ system: PARTICIPANT, code: 'author', display: 'Author' }],
});

export const assemblerAgent: CodeableConcept = deepFreeze({
  coding: [{ system: PARTICIPANT, code: 'assembler', display: 'Assembler' }],
});

/** Systems that the gateway names itself, and the pages that the vendor documents as its code lists. */
export const ownSystems = {
  resource: 'https://derm-fhir-gateway.github.io/sid/resource',
  report: 'https://derm-fhir-gateway.github.io/sid/report',
  result: 'https://derm-fhir-gateway.github.io/sid/result',
  vendorConditions: 'https://legit.health/integration/json-only/codes/conditions',
  vendorBodySites: 'https://legit.health/integration/json-only/codes/body-sites',
} as const;

/** The code systems of `mappings/` by which a resource is told. */
export const localSystems = {
  dermatologyAi: 'https://derm-fhir-gateway.github.io/ig/CodeSystem/dermatology-ai',
  severity: 'https://derm-fhir-gateway.github.io/ig/CodeSystem/severity',
  scoringSystem: 'https://derm-fhir-gateway.github.io/ig/CodeSystem/scoring-system',
} as const;

export const extensions = {
  /** R4 core extension: material that is linked but is no result (https://hl7.org/fhir/R4/extension-workflow-supportinginfo.html). */
  supportingInfo: 'http://hl7.org/fhir/StructureDefinition/workflow-supportingInfo',
  /** R4 core extension (https://hl7.org/fhir/R4/extension-data-absent-reason.html). */
  dataAbsentReason: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  extraData: 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/extra-data',
  drawnOn: 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/drawn-on',
  asReceived: 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/as-received',
  bodySite: 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/body-site',
  imageAnnotation: 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/image-annotation',
} as const;

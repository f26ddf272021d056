import type { Edit } from './planted-defect.js';
import { SAMPLE } from './sample-bundle.js';

/** The validators of this folder, and HL7's own (`test/hl7`, which also refuses what it warns about and nobody accepted). */
export type ValidatorName = 'medplum' | 'fhir-js' | 'json-schema' | 'invariants' | 'hl7';

/** One way to break the sample bundle, and the validators that must refuse the result. */
export interface Defect {
  name: string;
  edits: readonly Edit[];
  caughtBy: readonly ValidatorName[];
}

/** A JSON pointer into one of the sample's resources. */
const at = (resource: keyof typeof SAMPLE, path: string): string =>
  `/entry/${String(SAMPLE[resource])}/resource/${path}`;

const CODE = { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '111012' };

/**
 * Ways to break the sample bundle that a translator may slip into, each with who must notice. One line may lead to several
 * messages; what counts is that a resource with the defect is refused.
 */
export const DEFECTS: readonly Defect[] = [
  {
    name: 'a status outside the required code list',
    edits: [{ at: at('condition', 'status'), value: 'prelim' }],
    caughtBy: ['fhir-js', 'json-schema', 'hl7'],
  },
  {
    name: 'no status',
    edits: [{ at: at('condition', 'status'), value: undefined }],
    caughtBy: ['medplum', 'fhir-js', 'hl7'],
  },
  {
    name: 'no code',
    edits: [{ at: at('finding', 'code'), value: undefined }],
    caughtBy: ['medplum', 'fhir-js', 'json-schema', 'hl7'],
  },
  {
    name: 'a reference that is neither a URL nor Type/id',
    edits: [{ at: at('condition', 'device'), value: { reference: 'abc' } }],
    caughtBy: ['hl7'],
  },
  {
    name: 'a result that points to a Media',
    edits: [
      {
        at: at('report', 'result/0'),
        value: { reference: 'urn:uuid:0f4b1a6e-58d7-5c1e-9a51-000000000001' },
      },
    ],
    caughtBy: ['hl7'],
  },
  {
    name: 'a urn:uuid reference to no entry of the Bundle',
    edits: [
      {
        at: at('condition', 'derivedFrom/0'),
        value: { reference: 'urn:uuid:0f4b1a6e-58d7-5c1e-9a51-0000000000ff' },
      },
    ],
    caughtBy: ['hl7'],
  },
  {
    name: 'a numeric linkId',
    edits: [{ at: at('anamnesis', 'item/0/linkId'), value: 1 }],
    caughtBy: ['medplum', 'json-schema', 'hl7'],
  },
  {
    name: 'an attachment object where a list belongs',
    edits: [{ at: at('report', 'presentedForm'), value: { contentType: 'application/pdf' } }],
    caughtBy: ['medplum', 'fhir-js', 'json-schema', 'hl7'],
  },
  {
    name: 'an id with = and /',
    edits: [{ at: at('device', 'id'), value: 'MTIz/NDU2==' }],
    caughtBy: ['json-schema', 'hl7'],
  },
  {
    name: 'an element that R4 does not know',
    edits: [{ at: at('finding', 'malignancy'), value: 0.3 }],
    caughtBy: ['medplum', 'fhir-js', 'json-schema', 'hl7'],
  },
  {
    name: 'a month that does not exist',
    edits: [{ at: at('condition', 'effectiveDateTime'), value: '2023-13-45' }],
    caughtBy: ['medplum', 'json-schema', 'hl7'],
  },
  {
    name: 'a day that does not exist',
    edits: [{ at: at('condition', 'effectiveDateTime'), value: '2023-02-30' }],
    caughtBy: ['hl7'],
  },
  {
    name: 'an instant without a zone',
    edits: [{ at: at('report', 'issued'), value: '2026-02-13T14:58:27.466367' }],
    caughtBy: ['medplum', 'json-schema', 'hl7'],
  },
  {
    name: 'two values in one Observation',
    edits: [{ at: at('finding', 'valueString'), value: '0 %' }],
    caughtBy: ['hl7'],
  },
  {
    name: 'a dataAbsentReason beside a value (obs-6)',
    edits: [{ at: at('finding', 'dataAbsentReason'), value: { text: 'unknown' } }],
    caughtBy: ['invariants', 'hl7'],
  },
  {
    name: 'a component that repeats the code of its Observation (obs-7)',
    edits: [
      { at: at('score', 'component/0/code'), value: { coding: [CODE] } },
      { at: at('score', 'code'), value: { coding: [CODE] } },
    ],
    caughtBy: ['invariants', 'hl7'],
  },
  {
    name: 'a reference range without low, high or text (obs-3)',
    edits: [{ at: at('score', 'referenceRange/0'), value: { type: { text: 'band' } } }],
    caughtBy: ['medplum', 'invariants', 'hl7'],
  },
  {
    name: 'an extension with neither value nor extensions (ext-1)',
    edits: [
      {
        at: at('report', 'extension'),
        value: [{ url: 'http://hl7.org/fhir/StructureDefinition/workflow-supportingInfo' }],
      },
    ],
    caughtBy: ['medplum', 'invariants', 'hl7'],
  },
  {
    name: 'a unit code without its system (qty-3)',
    edits: [{ at: at('finding', 'valueQuantity'), value: { value: 0, code: '%' } }],
    caughtBy: ['invariants', 'hl7'],
  },
  {
    name: 'inline data without a content type (att-1)',
    edits: [{ at: at('report', 'presentedForm/0'), value: { data: 'AAAA' } }],
    caughtBy: ['invariants', 'hl7'],
  },
  {
    name: 'a # reference to nothing contained (ref-1)',
    edits: [{ at: at('condition', 'device'), value: { reference: '#ai' } }],
    caughtBy: ['invariants', 'hl7'],
  },
  {
    name: 'a contained resource that nothing refers to (dom-3)',
    edits: [{ at: at('condition', 'contained'), value: [{ resourceType: 'Device', id: 'ai' }] }],
    caughtBy: ['invariants', 'hl7'],
  },
  {
    name: 'items under both an item and its answer (qrs-1)',
    edits: [
      { at: at('anamnesis', 'item/0/item'), value: [{ linkId: '1.1' }] },
      { at: at('anamnesis', 'item/0/answer/0/item'), value: [{ linkId: '1.2' }] },
    ],
    caughtBy: ['medplum', 'invariants', 'hl7'],
  },
  {
    name: 'a script in the narrative',
    edits: [
      {
        at: at('device', 'text/div'),
        value: '<div xmlns="http://www.w3.org/1999/xhtml"><script>x</script></div>',
      },
    ],
    caughtBy: ['invariants', 'hl7'],
  },
  {
    name: 'a narrative without the XHTML namespace',
    edits: [{ at: at('device', 'text/div'), value: '<div><p>Device</p></div>' }],
    caughtBy: ['hl7'],
  },
  {
    name: 'a narrative that is not well formed',
    edits: [
      { at: at('device', 'text/div'), value: '<div xmlns="http://www.w3.org/1999/xhtml"><p>a & b</div>' },
    ],
    caughtBy: ['invariants', 'hl7'],
  },
  {
    name: 'a code system that is a name, not a URI',
    edits: [{ at: at('report', 'conclusionCode/0/coding/0/system'), value: 'ICD-11' }],
    caughtBy: ['hl7'],
  },
  {
    name: 'a UCUM code that UCUM does not have',
    edits: [{ at: at('finding', 'valueQuantity/code'), value: 'percent' }],
    caughtBy: ['hl7'],
  },
  {
    name: 'an unknown code as the second coding of a concept',
    edits: [
      {
        at: at('media', 'type/coding/-'),
        value: { system: 'http://terminology.hl7.org/CodeSystem/media-type', code: 'picture' },
      },
    ],
    caughtBy: ['hl7'],
  },
  {
    name: "a display that is not the code's",
    edits: [{ at: at('media', 'type/coding/0/display'), value: 'Video' }],
    caughtBy: ['hl7'],
  },
  {
    name: 'a code system URI that does not exist',
    edits: [{ at: at('report', 'conclusionCode/0/coding/0/system'), value: 'http://snomed.info/sctt' }],
    caughtBy: ['hl7'],
  },
  {
    name: 'an unresolved reference of a wrong type',
    edits: [{ at: at('report', 'result/0'), value: { reference: 'Media/1' } }],
    caughtBy: ['fhir-js', 'hl7'],
  },
  {
    name: 'a label outside its code system',
    edits: [{ at: at('finding', 'meta/security/0/code'), value: 'AIASTX' }],
    caughtBy: ['hl7'],
  },
  {
    name: 'a null member',
    edits: [{ at: at('finding', 'code/text'), value: null }],
    caughtBy: ['medplum', 'json-schema', 'invariants', 'hl7'],
  },
  { name: 'an empty list', edits: [{ at: at('finding', 'performer'), value: [] }], caughtBy: ['hl7'] },
  {
    name: 'an empty object',
    edits: [{ at: at('finding', 'code'), value: {} }],
    caughtBy: ['medplum', 'invariants', 'hl7'],
  },
  {
    name: 'a blank string',
    edits: [{ at: at('finding', 'code/text'), value: ' ' }],
    caughtBy: ['medplum', 'hl7'],
  },
  {
    name: 'a decimal sent as a string',
    edits: [{ at: at('finding', 'valueQuantity/value'), value: '0.5' }],
    caughtBy: ['medplum', 'fhir-js', 'json-schema', 'hl7'],
  },
  {
    name: 'an extension that nobody defined',
    edits: [
      {
        at: at('media', 'extension'),
        value: [
          { url: 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/unheard-of', valueString: 'x' },
        ],
      },
    ],
    caughtBy: ['hl7'],
  },
  {
    name: 'a profile that nobody defined',
    edits: [
      {
        at: at('finding', 'meta/profile'),
        value: ['https://derm-fhir-gateway.github.io/ig/StructureDefinition/unheard-of'],
      },
    ],
    caughtBy: ['hl7'],
  },
  {
    name: 'a transaction entry without request (bdl-3)',
    edits: [{ at: '/entry/2/request', value: undefined }],
    caughtBy: ['medplum', 'invariants', 'hl7'],
  },
  {
    name: 'two entries with one fullUrl (bdl-7)',
    edits: [{ at: '/entry/3/fullUrl', value: 'urn:uuid:0f4b1a6e-58d7-5c1e-9a51-000000000002' }],
    caughtBy: ['medplum', 'invariants', 'hl7'],
  },
  {
    name: 'a urn:uuid in upper case',
    edits: [{ at: '/entry/0/fullUrl', value: 'urn:uuid:0F4B1A6E-58D7-5C1E-9A51-000000000000' }],
    caughtBy: ['hl7'],
  },
  {
    name: 'a total on a transaction (bdl-1)',
    edits: [{ at: '/total', value: 8 }],
    caughtBy: ['medplum', 'invariants', 'hl7'],
  },
  {
    name: 'a search score on a transaction entry (bdl-2)',
    edits: [{ at: '/entry/2/search', value: { mode: 'match' } }],
    caughtBy: ['medplum', 'invariants', 'hl7'],
  },
];

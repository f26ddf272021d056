import { bound, inUnit, NONE, referenceTo } from './constraints.js';
import { isAboveZero, isUpToOne } from './invariants.js';
import { profileUrl, type Constraint, type Profile } from './profile.js';

/** An extension that is one value. */
function simple(
  profile: Omit<Profile, 'type' | 'elements'>,
  value: Constraint,
  { isRepeated = false, ofValue = {} }: { isRepeated?: boolean; ofValue?: Profile['elements'] } = {},
): Profile {
  const { id, title, description } = profile;
  return {
    ...profile,
    type: 'Extension',
    elements: {
      Extension: { short: title, definition: description, ...(isRepeated ? {} : { max: '1' }) },
      'Extension.extension': NONE,
      'Extension.url': { fixedUri: profileUrl(id) },
      'Extension.value[x]': { min: 1, ...value },
      ...ofValue,
    },
  };
}

export const extraData = simple(
  {
    id: 'extra-data',
    title: 'Extra data of the integrator',
    description:
      'What the integrator sent along when it ordered the analysis, as it came back with the report, written as JSON text. The gateway does not read it. It may name the patient.',
    context: ['DiagnosticReport'],
  },
  { short: 'JSON text', definition: 'The data as JSON text.', type: [{ code: 'string' }] },
);

export const asReceived = simple(
  {
    id: 'as-received',
    title: 'Text as received',
    description:
      'The text of the raw report where FHIR cannot carry it as it came: a time that has no zone or is none of the calendar, an ICD-11 field that is more or other than a plain list of codes, and, as JSON text, the grades of a severity band whose codes or labels are not those of the code system.',
    context: ['DiagnosticReport.effective[x]', 'CodeableConcept'],
  },
  {
    short: 'The text',
    definition: 'The text as it was received, without links that open doors.',
    type: [{ code: 'string' }],
  },
);

export const drawnOn = simple(
  {
    id: 'drawn-on',
    title: 'Photograph that an overlay is drawn on',
    description:
      'Which photograph a picture of the artificial intelligence was drawn on, where the report says so: the Media of R4 has no element for what it was made from.',
    context: ['Media'],
  },
  { short: 'The photograph', definition: 'The photograph.', ...referenceTo('photograph') },
  { isRepeated: true, ofValue: { 'Extension.value[x].reference': { min: 1 } } },
);

export const bodySite = simple(
  {
    id: 'body-site',
    title: 'Body site of a report',
    description:
      'Where on the body a report is about, when nothing else in it says so: a report of this gateway has it here only if it has neither pictures nor findings about the body.',
    context: ['DiagnosticReport'],
  },
  {
    short: 'The body site',
    definition: 'In SNOMED CT where there is a code, and as the manufacturer codes it.',
    type: [{ code: 'CodeableConcept' }],
    ...bound('extensible', 'body-site'),
  },
);

/** One part of an annotation. */
function part(
  slice: string,
  short: string,
  definition: string,
  value: Constraint,
): Readonly<Record<string, Constraint>> {
  const at = `Extension.extension:${slice}`;
  return {
    [at]: { short, definition, max: '1' },
    [`${at}.extension`]: NONE,
    [`${at}.url`]: { fixedUri: slice },
    [`${at}.value[x]`]: { short, definition, min: 1, ...value },
  };
}

const text: Constraint = { type: [{ code: 'string' }] };
const pixels: Constraint = { type: [{ code: 'Quantity' }], patternQuantity: { unit: 'pixels' } };
const size: Constraint = { ...pixels, constraint: [isAboveZero] };

export const imageAnnotation: Profile = {
  id: 'image-annotation',
  type: 'Extension',
  title: 'Annotation of an image by a dermatology AI',
  description:
    'A box that artificial intelligence software drew on an image, what it marks, and how sure the software is. One extension for each box.',
  context: ['Media'],
  elements: {
    Extension: {
      short: 'Annotation of an image by a dermatology AI',
      definition:
        'A box that artificial intelligence software drew on an image, what it marks, and how sure the software is. One extension for each box.',
    },
    ...part(
      'id',
      'Identifier of the annotation',
      'Identifier that the manufacturer gives to the annotation. It has no meaning beyond being the same for the same annotation.',
      text,
    ),
    ...part(
      'type',
      'What the box marks',
      'What the box marks, in the words of the manufacturer, for instance "Acne lesion". The set is open.',
      text,
    ),
    ...part(
      'confidence',
      'Confidence, from 0 to 1',
      'How sure the software is of the annotation, from 0 (not at all) to 1 (entirely), as it was reported.',
      { type: [{ code: 'Quantity' }], patternQuantity: inUnit('1'), constraint: [isUpToOne] },
    ),
    ...part(
      'x',
      'Left edge of the box',
      'Distance of the left edge of the box from the left edge of the image, in pixels of the image.',
      pixels,
    ),
    ...part(
      'y',
      'Top edge of the box',
      'Distance of the top edge of the box from the top edge of the image, in pixels of the image.',
      pixels,
    ),
    ...part('width', 'Width of the box', 'Width of the box, in pixels of the image.', size),
    ...part('height', 'Height of the box', 'Height of the box, in pixels of the image.', size),
    'Extension.url': { fixedUri: profileUrl('image-annotation') },
    'Extension.value[x]': NONE,
  },
};

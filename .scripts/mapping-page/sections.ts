/** A part of the raw report, and what its fields mean. */
export interface Section {
  readonly title: string;
  /** Pointers into the raw report, a list's items as `[]`; where the same record stands in several places, all of them. */
  readonly at: readonly string[];
  readonly about?: string;
  /** Pointer from there → meaning. Empty: the record itself. */
  readonly fields: Readonly<Record<string, string>>;
}

const condition = {
  '/name': 'Name of the condition, in the language of the report.',
  '/code': "The manufacturer's own key of the condition; may hold spaces. An open set.",
  '/icd11':
    'ICD-11 MMS code, or several with commas between them; null when there is none. What is no such code is kept as it was received, with an issue.',
};

/** All fields of the report, in the order of the page. Another field in the schema, or one less, is an error. */
export const sections: readonly Section[] = [
  {
    title: 'Report',
    at: [''],
    fields: {
      '/id': "The manufacturer's id of the report: a UUID, or an encrypted handle, which opens the report.",
      '/url': 'Link to the viewer; whoever has it can open the report.',
      '/pdf': 'Link to the printable report; carries keys.',
      '/visitIdentifier': "The integrator's id of the encounter.",
      '/patientIdentifier': "The integrator's id of the patient. Only in the v2 report.",
      '/extraData': 'What the integrator sent along when it ordered: any JSON.',
      '/createdAt': 'When the report was made: ISO 8601 with an offset.',
    },
  },
  {
    title: 'Condition',
    at: ['/pathology'],
    about: 'None means that no condition reached the threshold of confidence, not that nothing was found.',
    fields: { '': 'The condition that reached the threshold of confidence.', ...condition },
  },
  {
    title: 'Body site',
    at: ['/bodySite'],
    about:
      "The first coding is SNOMED CT, by the map [body-site][ConceptMap-body-site]; the other is the manufacturer's. On the report itself only where there are neither pictures nor findings.",
    fields: {
      '': 'Where on the body the photographs were taken.',
      '/code': "The manufacturer's code, such as `headFront`. An open set.",
      '/name': 'Name of the body site, in the language of the report.',
    },
  },
  {
    title: 'Anamnesis',
    at: ['/anamnesisGeneral'],
    fields: {
      '': 'Questions and answers, as the tenant has set them up.',
      '/[]/question': 'Question, as it was put.',
      '/[]/answer': 'Answer, in the words of the patient or user.',
    },
  },
  {
    title: 'Result',
    at: ['/result'],
    fields: {
      '/id': "The manufacturer's id of the result.",
      '/iaSeconds': 'Time that the AI took, in seconds.',
    },
  },
  {
    title: 'Metrics',
    at: ['/result/metrics'],
    about: 'How well the algorithm does in cases like this one. Nothing here is measured on the patient.',
    fields: {
      '/sensitivity': 'Sensitivity for such cases, %.',
      '/specificity': 'Specificity for such cases, %.',
      '/entropy': 'How undecided the AI is between the candidates, %; low is certain. Never rescaled.',
    },
  },
  {
    title: 'Preliminary findings',
    at: ['/result/preliminaryFindings'],
    about: 'Each is a likelihood in percent; none is a yes or no. The last four are in the v2 report only.',
    fields: {
      '/hasCondition': 'That there is a relevant skin condition.',
      '/malignancy': 'That it is malignant.',
      '/adjustedMalignancy': 'The same after clinical adjustment; null when the model for it did not run.',
      '/pigmentedLesion': 'That the lesion is pigmented.',
      '/urgentReferral': 'That the patient benefits from being seen within 48 hours.',
      '/highPriorityReferral': 'That the patient benefits from being seen within 15 days.',
      '/isPreMalignantSuspicion': 'That it is a precursor of a malignancy.',
      '/adjustedIsPreMalignantSuspicion': 'The same after clinical adjustment.',
      '/needsBiopsySuspicion': 'That a biopsy is needed.',
      '/needsSpecialistsAttention': 'That a specialist has to look.',
    },
  },
  {
    title: 'Photographs',
    at: ['/result/observations'],
    about: 'Every image or video that was analysed. The same file twice is one Media.',
    fields: {
      '': 'The list of them.',
      '/[]/media': 'The image or video.',
      '/[]/media/url': 'Signed link, good for about half an hour.',
      '/[]/media/type': '`Image` or `Video`.',
      '/[]/media/modality': '`Clinical`, `Dermoscopic`, or the word `None` (neither); null: not assessed.',
      '/[]/media/diqaScore':
        'Quality of the image; 100 is best. Null for a video or when it was not computed.',
    },
  },
  {
    title: 'Photograph of the surroundings',
    at: ['/macroscopicMedia'],
    fields: {
      '': 'One picture that shows where the lesion is.',
      '/url': 'Signed link, good for about half an hour.',
      '/type': '`Image` or `Video`.',
    },
  },
  {
    title: 'Overlays',
    at: ['/result/scoringSystems/[]/explainabilityMedia', '/result/observations/[]/explainabilityMedia'],
    about: 'The one of a photograph is in the v2 report only.',
    fields: {
      '': 'Picture that the AI drew to explain a score, or what it saw on a photograph.',
      '/url': 'Signed link, good for about half an hour.',
    },
  },
  {
    title: 'Annotations',
    at: [
      '/macroscopicMedia/annotations',
      '/result/scoringSystems/[]/explainabilityMedia/annotations',
      '/result/observations/[]/explainabilityMedia/annotations',
    ],
    fields: {
      '': 'Boxes that the AI drew on the picture.',
      '/[]/id': 'Opaque id of the box.',
      '/[]/type': 'What the box marks, such as `Acne lesion`. An open set.',
      '/[]/confidence': 'How sure the AI is of the box.',
      '/[]/rect': 'The box, in pixels from the top left corner of the image.',
      '/[]/rect/topLeft/x': 'Left edge.',
      '/[]/rect/topLeft/y': 'Top edge.',
      '/[]/rect/width': 'Width.',
      '/[]/rect/height': 'Height.',
    },
  },
  {
    title: 'Candidate conditions',
    at: ['/result/conclusions'],
    about: 'Kept in the order they came in. The list may have been cut, and need not add up to 100 %.',
    fields: {
      '': 'The list of them.',
      '/[]/probability': 'How likely the condition is, %.',
      '/[]/pathology': 'The condition.',
      ...Object.fromEntries(
        Object.entries(condition).map(([field, text]) => [`/[]/pathology${field}`, text]),
      ),
    },
  },
  {
    title: 'Severity scores',
    at: ['/result/scoringSystems'],
    about:
      'Value and grade are passed on as they came, also where they contradict each other; then a note says so.',
    fields: {
      '': 'The list of them.',
      '/[]/scoringSystem/name': 'Name of the scoring system, in the language of the report.',
      '/[]/scoringSystem/code': "The manufacturer's code of it, such as `apasiLocal`. An open set.",
      '/[]/score/value': 'The score, on the scale of the scoring system.',
      '/[]/score/severity/value': 'Grade: 0 none, 1 low, 2 moderate, 3 high.',
      '/[]/reduction': 'By how much the score fell. The manufacturer documents no unit.',
    },
  },
  {
    title: 'Bands of a score',
    at: ['/result/scoringSystems/[]/score/severity/interpretations'],
    about: 'The whole table, not only the band that the score lies in. Neighbours share their edges.',
    fields: {
      '': 'The table.',
      '/[]/min': 'Lower edge, on the scale of the score.',
      '/[]/max': 'Upper edge.',
      '/[]/text': 'Label of the band; only here does "None" differ from "Mild".',
      '/[]/coding': 'Grades of the band.',
      '/[]/coding/[]/code': 'Grade: 1 low, 2 moderate, 3 high.',
      '/[]/coding/[]/display': 'Word for the grade.',
    },
  },
  {
    title: 'Items of a score',
    at: ['/result/scoringSystems/[]/facets'],
    fields: {
      '': 'The list of them.',
      '/[]/facet/name': 'Name of the item, in the language of the report; there is no code.',
      '/[]/facet/description': 'What the item is about; often empty.',
      '/[]/value/display': 'Label of the value, such as `Mild (0-10)`.',
      '/[]/value/raw':
        'Value of the item, on its own scale; some are yes or no. Where it is null its label stands in its place, and where there is none, that it is unknown.',
    },
  },
];

/** Of the envelope around the report, as it is received. */
export const envelope: Readonly<Record<string, string>> = {
  '/success': 'Whether the manufacturer could answer; if not, the report is refused.',
  '/message': 'Words of the answer.',
  '/errorCode': 'Code of an error; null when there is none.',
};

/** What a tester reads about a case before asking for it. */
export interface CaseNote {
  /** Readable id; also the name of the file under `reports/`. */
  readonly id: string;
  readonly title: string;
  /** What there is to see in it. */
  readonly about: string;
  /** Answered without the envelope, as the older generations of the API were. */
  readonly bare?: boolean;
}

/** The vendor's documented cases first, then one for each oddity that real answers have. */
export const CASE_NOTES: readonly CaseNote[] = [
  {
    id: 'acne',
    title: 'Acne on the face',
    about: "The vendor's own full example; its score of 8 lies in the Severe band while its severity says 1.",
  },
  {
    id: 'psoriasis',
    title: 'Confident psoriasis on the elbow',
    about: 'Three photos, one PASI-type score computed on the second of them.',
  },
  {
    id: 'inconclusive',
    title: 'Inconclusive rash on the back',
    about: 'Three photos; no condition crosses the threshold, so there are hypotheses and no severity.',
  },
  {
    id: 'severity-only',
    title: 'Severity without a diagnosis',
    about: 'Diagnosis support is off: a score, but neither condition nor hypotheses nor findings.',
  },
  {
    id: 'empty',
    title: 'Nothing found',
    about: 'Every list is empty and every number is null.',
  },
  {
    id: 'video',
    title: 'Urticaria on a video',
    about: 'A video, which has neither modality nor quality score, beside a still image.',
  },
  {
    id: 'dermoscopic-melanoma',
    title: 'Suspected melanoma under the dermatoscope',
    about: 'Three modalities, annotations on the context image, an adjusted malignancy, a 7-point checklist.',
  },
  {
    id: 'encrypted-id',
    title: 'Encrypted report id',
    about: 'The report names itself by a base64 handle with +, / and = instead of a UUID.',
  },
  {
    id: 'band-edges',
    title: 'Scores on and between the bands',
    about: 'A score on the edge of two bands, one in the gap between bands, and one in two bands at once.',
  },
  {
    id: 'two-scores',
    title: 'Two scores and a reduction',
    about: 'Hidradenitis with an image score, which carries the undocumented reduction, and a questionnaire.',
  },
  {
    id: 'scores-by-code',
    title: 'Scores keyed by code',
    about: 'The scoring systems are an object with legacy codes as keys.',
  },
  {
    id: 'questionnaires',
    title: 'Scores named questionnaires',
    about: 'The scoring systems are under the older name.',
  },
  {
    id: 'flat-scores',
    title: 'Flat scores',
    about: 'A score is a plain number with a severity category beside it.',
  },
  {
    id: 'score-codes',
    title: 'Scores outside the list',
    about:
      "Retired, legacy and a tenant's own score codes; an item whose value is text and one without a value.",
  },
  {
    id: 'boolean-facets',
    title: 'Yes and no items',
    about: 'A wound score of 24 items, most of which are true or false.',
  },
  {
    id: 'numeric-strings',
    title: 'Numbers written as text',
    about: 'Percentages, scores and band codes come as strings.',
  },
  {
    id: 'out-of-range',
    title: 'Percentages out of range',
    about: 'Below 0, above 100, and a score beyond its highest band.',
  },
  {
    id: 'entropy-fraction',
    title: 'Entropy between 0 and 1',
    about: 'May be a fraction or a very low percentage; nothing in the report tells which.',
  },
  {
    id: 'modalities',
    title: 'Odd modalities',
    about: 'The word None, null, another case, and a modality that nobody announced.',
  },
  {
    id: 'candidate-order',
    title: 'Unordered hypotheses',
    about: 'Neither sorted nor unique, and together above 100 %.',
  },
  {
    id: 'many-candidates',
    title: 'Forty hypotheses',
    about: "A long tail, some of it the tenant's own conditions without ICD-11.",
  },
  {
    id: 'comma-icd11',
    title: 'Two ICD-11 codes in one field',
    about: 'Separated by a comma.',
  },
  {
    id: 'null-icd11',
    title: 'Condition without ICD-11',
    about: 'A non-specific finding, which the vendor does not map.',
  },
  {
    id: 'nails',
    title: 'Nails',
    about: 'A body site without a side.',
  },
  {
    id: 'unknown-body-site',
    title: 'Unknown body site',
    about: 'A code that is not on the published list, which can grow.',
  },
  {
    id: 'duplicate-images',
    title: 'The same photo three times',
    about: 'The context image and two observations are one file, each time under another signature.',
  },
  {
    id: 'many-images',
    title: 'Twelve photos',
    about: 'More than the vendor documents.',
  },
  {
    id: 'no-links',
    title: 'No viewer and no PDF',
    about: 'Both links are null: the tenant has no app key.',
  },
  {
    id: 'anamnesis',
    title: 'Anamnesis with gaps',
    about: 'Empty answers, a repeated question, an answer without a question, and markup in the text.',
  },
  {
    id: 'extra-data-string',
    title: 'Extra data as text',
    about: 'JSON inside a string, as older integrations send it.',
  },
  {
    id: 'extra-data-array',
    title: 'Extra data as a list',
    about: 'Neither object nor text.',
  },
  {
    id: 'missing-fields',
    title: 'Documented fields that are absent',
    about: 'No body site, a photo without a type, one without a URL, a score without a severity.',
  },
  {
    id: 'unknown-keys',
    title: 'Fields nobody announced',
    about: 'New members at several depths.',
  },
  {
    id: 'created-without-zone',
    title: 'Date without a time zone',
    about: 'A creation date that names no instant.',
  },
  {
    id: 'created-sub-second',
    title: 'Date with microseconds',
    about: 'Within the hour that a change to winter time repeats.',
  },
  {
    id: 'hostile-strings',
    title: 'Hostile text',
    about: 'Markup, control characters, a lone surrogate, a secret in the extra data, names of prototypes.',
  },
  {
    id: 'severity-pending',
    title: 'Before the severity is known',
    about: 'The first answer about a report; severity-arrived is the same report a moment later.',
  },
  {
    id: 'severity-arrived',
    title: 'After the severity is known',
    about: 'The same report id as severity-pending, with other content.',
  },
  {
    id: 'older-v3',
    title: 'Older v3',
    about: 'No envelope, legacy codes, flat score, extra data as text.',
    bare: true,
  },
  {
    id: 'v2',
    title: 'Version 2',
    about: 'No envelope, other names for findings, media and anamnesis, a patient identifier.',
    bare: true,
  },
];

/** The types that a report becomes. */
export const reportTypes = [
  'DiagnosticReport',
  'Observation',
  'Media',
  'QuestionnaireResponse',
  'Device',
  'Provenance',
] as const;

/** The types of resource that a report becomes. */
export const reportTypes = [
  'DiagnosticReport',
  'Observation',
  'Media',
  'QuestionnaireResponse',
  'Device',
  'Provenance',
] as const;

/** One of them. */
export type ReportType = (typeof reportTypes)[number];

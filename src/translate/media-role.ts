/** What a medium is in the report: the comments of `DiagnosticReport.media`, which people read and `toRaw` goes by. */
export const mediaRoles = {
  analysed: 'Analysed',
  overview: 'Overview picture',
  both: 'Analysed; also the overview picture',
  overlay: 'Explainability overlay, drawn by artificial intelligence',
} as const;

/** What a photograph is in the report. */
export type PhotoRole = Exclude<keyof typeof mediaRoles, 'overlay'>;

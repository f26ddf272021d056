import type { Migration } from './migration.js';

/**
 * Which version of the DiagnosticReport a delivery brings: who sends a later one asks what the destination was told before. Of older
 * deliveries nobody knows it.
 */
export const reportVersions: Migration = {
  name: '010-report-versions',
  statements: ['alter table delivery add column report_version ordered_text'],
};

import type { RawIssue } from './raw-issue.js';
import { type RawLimits, defaultRawLimits } from './raw-limits.js';
import type { Report } from './report.js';
import { ReportRejected } from './report-rejected.js';

export type { RawIssue } from './raw-issue.js';
export type { RawLimits } from './raw-limits.js';
export type { Report } from './report.js';
export { ReportRejected, type Violation } from './report-rejected.js';

/** A report in the current shape, what was odd about it, and the way back to the document as received. */
export interface ReadReport {
  readonly report: Report;
  readonly issues: readonly RawIssue[];
  /**
   * From a place in the normalised report to the place it came from.
   *
   * @param normalised pointer into `report`, e.g. `/result/scoringSystems/0/score/value`.
   * @returns pointer into the document as received, e.g. `/data/result/questionnaires/0/score`.
   */
  readonly pointerOf: (normalised: string) => string;
}

export function readReport(json: unknown, limits: RawLimits = defaultRawLimits): ReadReport {
  void json;
  void limits;
  throw new ReportRejected([{ pointer: '', rule: 'not-read', text: 'Reading is not there yet.' }]);
}

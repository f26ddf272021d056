import { parseReport, ReportRejected, type ReadReport } from '../raw/read-report.js';
import { readErrorCode } from './error-code.js';
import { VendorFailure } from './failure.js';

/**
 * Reads a fetched text as a report, turning a rejection into the failure it is for our own caller: the document is
 * the vendor's, so a bad one is the vendor's failure (502) and not a bad request.
 *
 * An envelope that says `success: false` with HTTP 200 is a refusal.
 *
 * @param text body of the vendor's answer
 * @throws VendorFailure `refused` or `structure`, with the places that broke a rule
 */
export function readFetched(text: string): ReadReport {
  try {
    return parseReport(text);
  } catch (error) {
    if (!(error instanceof ReportRejected)) throw error;
    const refused = error.violations.some(({ rule }) => rule === 'vendor-failure');
    throw new VendorFailure(refused ? 'refused' : 'structure', {
      status: 200,
      errorCode: refused ? readErrorCode(text) : undefined,
      violations: error.violations,
    });
  }
}

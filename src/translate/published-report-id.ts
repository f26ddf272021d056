import { hash } from 'node:crypto';

/** Long base64 that is no UUID: the encrypted handle with which anybody who holds the token can fetch the report. */
const HANDLE = /^(?!.*-.*-.*-.*-)[A-Za-z0-9+/_-]+={0,2}$/;
const HANDLE_LENGTH = 40;

/** `auto` publishes a hash when the vendor's report id looks like an encrypted handle (a capability). */
export type ReportIdPublication = 'auto' | 'plain' | 'hash';

/**
 * The vendor's report id as it may be published: an encrypted handle is a capability, and so is a link, so their SHA-256
 * takes their place.
 *
 * @returns the id itself or `sha256:` and 64 hex digits.
 */
export function publishedReportId(reportId: string, mode: ReportIdPublication): string {
  const isCapability =
    (reportId.length >= HANDLE_LENGTH && HANDLE.test(reportId)) || reportId.includes('://');
  const isHidden = mode === 'hash' || (mode === 'auto' && isCapability);
  return isHidden ? `sha256:${hash('sha256', reportId, 'hex')}` : reportId;
}

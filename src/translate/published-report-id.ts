import { hash } from 'node:crypto';

/** As long as an encrypted handle, with which anybody who holds the token can fetch the report, and of its characters. */
const HANDLE = /^[A-Za-z0-9+/_.=-]{40,}$/;
/** An id that holds one is a name, however long. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** `auto` publishes a hash when the vendor's report id looks like an encrypted handle (a capability). */
export type ReportIdPublication = 'auto' | 'plain' | 'hash';

/**
 * The vendor's report id as it may be published: an encrypted handle is a capability, and so is a link, so their SHA-256
 * takes their place.
 *
 * @returns the id itself or `sha256:` and 64 hex digits.
 */
export function publishedReportId(reportId: string, mode: ReportIdPublication): string {
  const isCapability = (HANDLE.test(reportId) && !UUID.test(reportId)) || reportId.includes('://');
  const isHidden = mode === 'hash' || (mode === 'auto' && isCapability);
  return isHidden ? `sha256:${hash('sha256', reportId, 'hex')}` : reportId;
}

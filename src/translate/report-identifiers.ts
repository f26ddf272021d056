import { hash } from 'node:crypto';
import type { Identifier } from 'fhir/r4.js';
import { ownSystems } from './codings.js';
import type { TranslateContext } from './context.js';
import { resourceIdentifier, type Draft } from './draft.js';

/** Long base64 that is no UUID: the encrypted handle with which anybody who holds the token can fetch the report. */
const HANDLE = /^(?!.*-.*-.*-.*-)[A-Za-z0-9+/_-]{40,}={0,2}$/;

/**
 * The vendor's report id as it may be published: an encrypted handle is a capability, so its SHA-256 takes its place.
 *
 * @returns the id itself or `sha256:` and 64 hex digits.
 */
export function publishedReportId(reportId: string, mode: TranslateContext['reportIdentifier']): string {
  const isHidden = mode === 'hash' || (mode === 'auto' && HANDLE.test(reportId));
  return isHidden ? `sha256:${hash('sha256', reportId, 'hex')}` : reportId;
}

/** Identifiers of the DiagnosticReport: ours, the vendor's report, the vendor's result. */
export function reportIdentifiers(draft: Draft, id: string): Identifier[] {
  const { report, context } = draft;
  const identifiers = [
    resourceIdentifier(id),
    { system: ownSystems.report, value: publishedReportId(report.id, context.reportIdentifier) },
  ];
  const result = draft.text(report.result.id, '/result/id');
  if (result !== null) identifiers.push({ system: ownSystems.result, value: result });
  return identifiers;
}

import type { Identifier } from 'fhir/r4.js';
import { ownSystems } from './codings.js';
import type { Draft } from './draft.js';
import { resourceIdentifier } from './resource-identifier.js';
import { publishedReportId, type ReportIdPublication } from './published-report-id.js';

/** Identifiers of the DiagnosticReport: ours, the vendor's report, the vendor's result. */
export function reportIdentifiers(draft: Draft, id: string): Identifier[] {
  const { report, context } = draft;
  const identifiers = [
    resourceIdentifier(id),
    { system: ownSystems.report, value: published(draft, report.id, context.reportIdentifier) },
  ];
  const { id: result } = report.result;
  const resultId =
    result !== null && OPENS_NOTHING.test(result) ? result : draft.identifier(result, '/result/id');
  if (resultId !== null) identifiers.push({ system: ownSystems.result, value: resultId });
  return identifiers;
}

/** A UUID opens nothing, although it is as long as things that do. */
const OPENS_NOTHING = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id that is a key in one of the report's links opens the report, whatever it looks like: its hash is published. */
function published(draft: Draft, id: string, mode: ReportIdPublication): string {
  const value = publishedReportId(id, mode);
  if (value !== id || OPENS_NOTHING.test(id)) return value;
  return draft.mayLeave(id) ? (draft.again(id) ?? id) : publishedReportId(id, 'hash');
}

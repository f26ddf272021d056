import type { Identifier } from 'fhir/r4.js';
import { ownSystems } from './codings.js';
import { resourceIdentifier, type Draft } from './draft.js';
import { publishedReportId } from './published-report-id.js';

/** Identifiers of the DiagnosticReport: ours, the vendor's report, the vendor's result. */
export function reportIdentifiers(draft: Draft, id: string): Identifier[] {
  const { report, context } = draft;
  const identifiers = [
    resourceIdentifier(id),
    {
      system: ownSystems.report,
      value: draft.again(publishedReportId(report.id, context.reportIdentifier)) ?? report.id,
    },
  ];
  const result = draft.text(report.result.id, '/result/id');
  if (result !== null) identifiers.push({ system: ownSystems.result, value: result });
  return identifiers;
}

import type { Identifier } from 'fhir/r4.js';
import { ownSystems } from './codings.js';
import type { Draft } from './draft.js';
import { resourceIdentifier } from './resource-identifier.js';
import { publishedReportId } from './published-report-id.js';

/** Identifiers of the DiagnosticReport: ours, the vendor's report, the vendor's result. */
export function reportIdentifiers(draft: Draft, id: string): Identifier[] {
  const { report, context } = draft;
  const published = publishedReportId(report.id, context.reportIdentifier);
  const identifiers = [
    resourceIdentifier(id),
    { system: ownSystems.report, value: idText(draft, published, '/id') ?? published },
  ];
  const result = idText(draft, report.result.id, '/result/id');
  if (result !== null) identifiers.push({ system: ownSystems.result, value: result });
  return identifiers;
}

/** A UUID or a hash. It opens nothing, although it is as long as things that do. */
const OPENS_NOTHING = /^(sha256:[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

function idText(draft: Draft, id: string | null, at: string): string | null {
  return id !== null && OPENS_NOTHING.test(id) ? id : draft.text(id, at);
}

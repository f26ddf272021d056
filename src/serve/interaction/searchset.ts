import type { BundleLink, OperationOutcomeIssue } from 'fhir/r4.js';
import { outcomeOf } from '../../fhir/outcome.js';
import type { ResourceVersion, SearchPage } from '../../store/store.js';
import { addressOf, bundleText, entryText, outcomeEntryText } from './bundle-text.js';

/** Why a resource is in a searchset. */
export type SearchMode = 'match' | 'include';

/** What a searchset is made of. */
export interface SearchsetParts {
  readonly baseUrl: string;
  readonly page: SearchPage;
  readonly link: readonly BundleLink[];
  /** What the client should know; none: no entry says anything. */
  readonly issues: readonly OperationOutcomeIssue[];
  /** The JSON text of a version as it is to be sent. */
  readonly textOf: (version: ResourceVersion, mode: SearchMode) => string;
}

/** Writes the answer to a search (https://hl7.org/fhir/R4/bundle.html#searchset). */
export function searchsetText({ baseUrl, page, link, issues, textOf }: SearchsetParts): string {
  const entries = (mode: SearchMode, versions: readonly ResourceVersion[]) =>
    versions.map((version) =>
      entryText(addressOf(baseUrl, version), textOf(version, mode), { search: { mode } }),
    );
  return bundleText({ type: 'searchset', total: page.total, link }, [
    ...entries('match', page.matches),
    ...entries('include', page.included),
    ...(issues.length === 0 ? [] : [outcomeEntryText(outcomeOf(issues))]),
  ]);
}

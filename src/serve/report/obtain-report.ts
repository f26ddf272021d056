import type { OperationOutcomeIssue } from 'fhir/r4.js';
import { OutcomeError } from '../../fhir/outcome.js';
import type { StoredReport } from '../../store/store.js';
import { VendorFailure } from '../../vendor/failure.js';
import type { FetchReport } from './fetch-report.js';
import { vendorOutcome } from './vendor-outcome.js';

/** A report that is to be in the store, if the vendor has it. */
export interface Obtain {
  readonly tenant: string;
  /** What the vendor is asked with, if the report is not stored. */
  readonly handle: string;
  /** null: it is not stored. */
  readonly stored: StoredReport | null;
  /** Languages that the client takes and the vendor speaks, best first; none: any. */
  readonly languages: readonly string[];
  /** Whether the vendor is to be asked even if the report is stored. */
  readonly mustAsk: boolean;
  readonly signal: AbortSignal;
}

/**
 * Sees to it that a report is stored, as fresh and in the language that is wanted.
 *
 * @param locale language where the client names none.
 * @returns what went wrong and did not matter: there is a stored copy.
 * @throws OutcomeError for what the vendor did, unless it does not have the report.
 */
export async function obtainReport(
  fetchReport: FetchReport,
  locale: string,
  { tenant, handle, stored, languages, mustAsk, signal }: Obtain,
): Promise<readonly OperationOutcomeIssue[]> {
  try {
    for (const language of languagesToAsk(stored, languages, mustAsk, locale)) {
      await fetchReport({ tenant, handle: stored?.handle ?? handle, language, signal });
    }
    return [];
  } catch (error) {
    // Erased meanwhile, or under another handle: there is nothing to find.
    if (error instanceof OutcomeError && error.status === 410) return [];
    if (!(error instanceof VendorFailure)) throw error;
    const isAbsent = error.kind === 'not-found' || error.kind === 'bad-request-id';
    if (stored === null && isAbsent) return [];
    if (stored !== null && (isAbsent || !mustAsk)) return [staleIssue(error)];
    throw vendorOutcome(error);
  }
}

/** Asked again, a report is asked for in each language that it is stored in: else they would tell different stories. */
function languagesToAsk(
  stored: StoredReport | null,
  languages: readonly string[],
  mustAsk: boolean,
  locale: string,
): readonly string[] {
  const [best] = languages;
  if (stored === null) return [best ?? locale];
  const isSpoken = best === undefined || languages.some((language) => stored.languages.includes(language));
  const missing = isSpoken ? [] : [best];
  return mustAsk ? [...stored.languages, ...missing] : missing;
}

function staleIssue({ message, answer }: VendorFailure): OperationOutcomeIssue {
  const text = `This is the stored copy. ${message}`;
  return { severity: 'warning', code: answer.issueCode, details: { text } };
}

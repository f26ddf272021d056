import type { Request } from 'express';
import type { OperationOutcomeIssue } from 'fhir/r4.js';
import { principalOf } from '../../auth/principal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { languagesOf } from '../../http/accept-language.js';
import { escaped, splitEscaped, unescaped } from '../../search/escaped.js';
import type { NameAndValue } from '../../search/read-search.js';
import type { Erased, Store, StoredReport } from '../../store/store.js';
import { ownSystems } from '../../translate/codings.js';
import { isErased } from '../interaction/resource-source.js';
import type { PrepareSearch } from '../interaction/search-interaction.js';
import { withPlusSigns } from '../interaction/without-handles.js';
import type { FetchReport } from './fetch-report.js';
import type { Languages } from './languages.js';
import { obtainReport, type Obtain } from './obtain-report.js';

/** What reading through works with. */
export interface ReadThroughDependencies {
  readonly store: Pick<Store, 'findReport'>;
  readonly fetchReport: FetchReport;
  /** How a vendor's report id may be shown. */
  readonly publish: (reportId: string) => string;
  readonly languages: Languages;
}

/** Each may cost a request to the vendor. */
const MAX_REPORTS = 10;

/**
 * Reads through to the vendor: a search for DiagnosticReports by the vendor's report id finds reports that are not stored yet.
 * `Cache-Control: no-cache` (RFC 9111 §5.2.1.4) asks the vendor again. What the vendor is asked with opens a report, so the id that
 * is published takes its place, and no link of the answer holds it.
 *
 * @throws OutcomeError (from the function) for what the vendor did, and 400 for too many reports.
 */
export function readThrough(dependencies: ReadThroughDependencies): PrepareSearch {
  return async (req, parameters, signal) => {
    const wanted = {
      tenant: principalOf(req).tenant,
      languages: languagesOf(req).filter((language) => dependencies.languages.spoken.includes(language)),
      mustAsk: asksAgain(req),
      signal,
    };
    const issues: OperationOutcomeIssue[] = [];
    const prepared: NameAndValue[] = [];
    demandFew(parameters);
    for (const [name, value] of parameters) {
      const tokens: string[] = [];
      for (const token of name === 'identifier' ? splitEscaped(value, ',') : []) {
        const vendorId = vendorIdIn(token);
        const obtained = vendorId === null ? null : await obtain(dependencies, wanted, vendorId);
        issues.push(...(obtained?.issues ?? []));
        tokens.push(obtained === null ? token : reportToken(obtained.publishedId));
      }
      prepared.push([name, name === 'identifier' ? tokens.join(',') : value]);
    }
    return { parameters: prepared, issues };
  };
}

function reportToken(publishedId: string): string {
  return `${escaped(ownSystems.report)}|${escaped(publishedId)}`;
}

async function obtain(
  { store, fetchReport, publish, languages }: ReadThroughDependencies,
  wanted: Pick<Obtain, 'tenant' | 'languages' | 'mustAsk' | 'signal'>,
  id: string,
) {
  const find = async () => {
    // The store also finds reports by the ids of their DiagnosticReports, which are not the vendor's.
    for (const one of [id, publish(id)]) {
      const found = await store.findReport(wanted.tenant, one);
      if (isErased(found) || (found !== null && found.id !== one)) return found;
    }
    return null;
  };
  const stored = await find();
  if (isErased(stored)) return { publishedId: publish(id), issues: [] };
  const issues = await obtainReport(fetchReport, languages.usual, { ...wanted, handle: id, stored });
  const report = await find();
  return { publishedId: isReport(report) ? report.publishedId : publish(id), issues };
}

function isReport(found: StoredReport | Erased | null): found is StoredReport {
  return found !== null && !isErased(found);
}

/** The vendor's report id that a token names; null: it names something else. */
function vendorIdIn(token: string): string | null {
  const [system, value = ''] = splitEscaped(token, '|').map(unescaped);
  return system === ownSystems.report && value !== '' ? withPlusSigns(value) : null;
}

/** Whether the caller wants no stored copy; `Pragma` is what HTTP/1.0 says (RFC 9111 §5.4). */
function asksAgain(req: Request): boolean {
  const { 'cache-control': cacheControl, pragma } = req.headers;
  return /(^|[\s,])no-cache($|[\s,])/i.test(cacheControl ?? pragma ?? '');
}

function demandFew(parameters: readonly NameAndValue[]): void {
  const tokens = parameters.flatMap(([name, value]) =>
    name === 'identifier' ? splitEscaped(value, ',') : [],
  );
  if (tokens.filter((token) => vendorIdIn(token) !== null).length <= MAX_REPORTS) return;
  const text = `At most ${MAX_REPORTS} reports of the vendor can be asked for in one search.`;
  throw new OutcomeError('bad-parameter', text, { code: 'too-costly' });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Bundle, DiagnosticReport, FhirResource } from 'fhir/r4.js';
import { tellContentLanguages } from '../../http/content-language.js';
import { vary } from '../../http/header.js';
import { preferredReturn } from '../../http/prefer.js';
import { sendFhir } from '../../http/send-fhir.js';
import { issuesToOutcome } from '../../translate/issues-to-outcome.js';
import type { TranslatedReport } from '../../translate/translator.js';
import { demandValid } from '../report/self-check-failed.js';

/**
 * Answers the Bundle. What the translation had doubts about is counted in `X-Translation-Issues`, and told in full, in the
 * Bundle's place, to a client that asks with `Prefer: return=OperationOutcome`: within the Bundle it would be stored.
 *
 * @throws SelfCheckFailed when the Bundle is not valid FHIR: it must not leave.
 */
export function sendTranslation(
  req: IncomingMessage,
  res: ServerResponse,
  translated: TranslatedReport,
): void {
  const { bundle, issues, findings } = translated;
  demandValid(findings);
  res.setHeader('X-Translation-Issues', summary([...issues, ...findings]));
  vary(res, 'Prefer');
  if (preferredReturn(req) === 'OperationOutcome') {
    res.setHeader('Preference-Applied', 'return=OperationOutcome'); // RFC 7240 §3
    sendFhir(req, res, 200, issuesToOutcome(issues, findings));
    return;
  }
  tellContentLanguages(res, reportsIn(bundle));
  sendFhir(req, res, 200, bundle);
}

/** Who reads a report is who the answer is for (RFC 9110 §8.5); its Device is in English whatever the report's language. */
function reportsIn({ entry = [] }: Bundle<FhirResource>): DiagnosticReport[] {
  return entry.flatMap(({ resource }) => (resource?.resourceType === 'DiagnosticReport' ? [resource] : []));
}

/** How many of which severity, as a dictionary of RFC 9651 §3.2. */
function summary(issues: readonly { readonly severity: string }[]): string {
  const count = (severity: string) => issues.filter((issue) => issue.severity === severity).length;
  return ['error', 'warning', 'information'].map((severity) => `${severity}=${count(severity)}`).join(', ');
}

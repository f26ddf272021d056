import type { CheckIssue } from '../fhir/check/check.js';
import type { Violation } from '../raw/report-rejected.js';
import type { TranslatedReport } from '../translate/translator.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import { printJson, type Io } from './io.js';

/** Prints each broken rule of a document that was refused, one JSON object a line, in the shape of a translation issue. */
export function printViolations(violations: readonly Violation[], { stderr }: Io): void {
  for (const { pointer, rule, text } of violations) {
    printJson(stderr, { severity: 'error', kind: rule, rawPointer: pointer, text });
  }
}

/** Prints what the check found, one JSON object a line, in the shape of a translation issue. */
export function printFindings(
  findings: readonly CheckIssue[],
  isQuiet: boolean,
  { stderr }: Pick<Io, 'stderr'>,
): void {
  for (const { severity, code, expression, diagnostics } of findings) {
    if (isQuiet && severity !== 'error') continue;
    printJson(stderr, { severity, kind: code, fhirPath: expression, text: diagnostics });
  }
}

/**
 * Prints what there is to say about a translation, one JSON object a line.
 *
 * @param isQuiet print errors only.
 * @throws CommandFailed when the self-check found an error: such a Bundle must not leave.
 */
export function printIssues({ issues, findings }: TranslatedReport, isQuiet: boolean, io: Io): void {
  for (const issue of issues) {
    if (!isQuiet || issue.severity === 'error') printJson(io.stderr, issue);
  }
  printFindings(findings, isQuiet, io);
  if (findings.some(isError)) {
    throw new CommandFailed(exitCodes.defect, 'the self-check refuses the Bundle: a defect of this program.');
  }
}

/** Whether something found is an error. */
export function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}

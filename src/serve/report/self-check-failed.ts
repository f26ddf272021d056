import type { CheckIssue } from '../../fhir/check/check.js';

/** Our own output is not valid FHIR: a defect of this service, told to its log and not to the caller. */
export class SelfCheckFailed extends Error {
  override readonly name = 'SelfCheckFailed';
  /** The errors among the findings, without their texts, which may quote the report. */
  readonly places: readonly { readonly code: string; readonly expression: string }[];

  constructor(findings: readonly CheckIssue[]) {
    super('The self-check found errors in a Bundle.');
    this.places = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ code, expression }) => ({ code, expression }));
  }
}

/**
 * Stops what is not valid FHIR from being sent or stored.
 *
 * @throws SelfCheckFailed when there is an error among the findings.
 */
export function demandValid(findings: readonly CheckIssue[]): void {
  if (findings.some(({ severity }) => severity === 'error')) throw new SelfCheckFailed(findings);
}

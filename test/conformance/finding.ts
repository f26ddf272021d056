/** What a validator says about one place of a resource. */
export interface Finding {
  /** `medplum`, `fhir-js`, `json-schema` or `invariants`. */
  validator: string;
  severity: 'error' | 'warning';
  /** Where, in FHIRPath notation from the resource given (`Bundle.entry[3].resource.status`). */
  path: string;
  text: string;
}

/** The findings that make a resource invalid. */
export function errorsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

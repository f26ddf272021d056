import fhirPackage from 'fhir';
import type { Finding } from './finding.js';

let fhir: InstanceType<typeof fhirPackage.Fhir> | undefined;

/**
 * The validator of the npm package `fhir`: required bindings and the target types of references, which the others miss;
 * codes outside weaker bindings are warnings. It looks into a Bundle's entries. No formats, no invariants.
 */
export function validateWithFhirJs(resource: unknown): Finding[] {
  fhir ??= new fhirPackage.Fhir();
  const { messages } = fhir.validate(resource as object, { errorOnUnexpected: true });
  return messages.map(({ severity, location, message }): Finding => {
    const name: string | undefined = severity;
    return {
      validator: 'fhir-js',
      severity: name === 'error' || name === 'fatal' ? 'error' : 'warning',
      path: location ?? '',
      text: message ?? '',
    };
  });
}

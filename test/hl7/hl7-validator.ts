import { buildIfNeeded, runJava } from '../helpers/maven.js';
import type { Hl7Finding } from './judge.js';

/**
 * Runs HL7's validator over every JSON file below a folder, in one JVM, compiled first where that is needed.
 *
 * @param npmPackage the FHIR package (.tgz) of the conformance resources that the inputs may refer to.
 * @returns all messages, in file order.
 * @throws Error when the JVM cannot be started or ends with anything but 0.
 */
export async function runValidator(npmPackage: string, inputs: string): Promise<Hl7Finding[]> {
  await buildIfNeeded(import.meta.dirname);
  return runJava(import.meta.dirname, 'io.github.dermfhirgateway.hl7.Main', [npmPackage, inputs]);
}

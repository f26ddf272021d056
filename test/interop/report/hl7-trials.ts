import { BROKEN } from '../../hl7/inputs.js';
import type { Hl7Finding } from '../../hl7/judge.js';
import type { Trial } from './trial.js';
import { validatorTrial } from './validator-trial.js';
import { mavenVersion } from './versions.js';

/**
 * What HL7's validator said of each file that it was given. It must refuse what is broken.
 *
 * @param objections errors, and warnings that nobody accepted.
 */
export function hl7Trials(files: readonly string[], objections: readonly Hl7Finding[]): Trial[] {
  const engine = mavenVersion('hl7', 'org.hl7.fhir.validation');
  const column = `HL7's validator ${engine} in HAPI ${mavenVersion('hl7', 'hapi-fhir-validation')}`;
  return files.map((file) => {
    const first = objections.find((finding) => finding.file === file);
    const trial = validatorTrial(file, column, first === undefined ? null : `${first.path} ${first.text}`);
    const isMissed = file.startsWith(BROKEN) && first === undefined;
    return isMissed ? { ...trial, outcome: 'failed', detail: 'is broken, and was let pass' } : trial;
  });
}

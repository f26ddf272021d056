import type { CodeSystem } from '../library/code-system.js';
import { accepted, refusal, verdictOf, type AskedCoding, type Verdict } from './verdict.js';

/**
 * `CodeSystem/$validate-code` (https://hl7.org/fhir/R4/codesystem-operation-validate-code.html): is one of the codings a code of
 * the code system, and does its display fit?
 *
 * @param language BCP 47 tag of the display that the answer gives.
 */
export function validateInCodeSystem(
  codeSystem: CodeSystem,
  codings: readonly AskedCoding[],
  language?: string,
): Verdict {
  return verdictOf(codings.map((coding) => judge(codeSystem, coding, language)));
}

function judge(codeSystem: CodeSystem, coding: AskedCoding, language: string | undefined): Verdict {
  const { system = codeSystem.url, version, code } = coding;
  if (system !== codeSystem.url) return refusal('The coding belongs to another code system.');
  if (version !== undefined && version !== codeSystem.version) return refusal(OTHER_VERSION);
  const concept = code === undefined ? undefined : codeSystem.find(code);
  return concept === undefined ? refusal(unknownCode(codeSystem)) : accepted(concept, coding, language);
}

/** What to say of a coding in a version that is not here. */
export const OTHER_VERSION = 'The code system is not known here in this version.';

/** What to say of a code that is not found. */
export function unknownCode({ isComplete }: CodeSystem): string {
  return isComplete
    ? 'The code system has no such code.'
    : 'The code is not among those that are known here. The code system may have more of them.';
}

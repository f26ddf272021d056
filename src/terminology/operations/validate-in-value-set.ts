import { OutcomeError } from '../../fhir/outcome.js';
import type { Concept } from '../library/code-system.js';
import type { Library } from '../library/library.js';
import type { ValueSetMapping } from '../mapping-schema.js';
import { OTHER_VERSION, unknownCode } from './validate-in-code-system.js';
import { accepted, refusal, verdictOf, type AskedCoding, type Verdict } from './verdict.js';

type Include = ValueSetMapping['compose']['include'][number];

/**
 * `ValueSet/$validate-code` (https://hl7.org/fhir/R4/valueset-operation-validate-code.html): is one of the codings in the value
 * set, and does its display fit?
 *
 * @param language BCP 47 tag of the display that the answer gives.
 * @throws OutcomeError 422 when the value set includes all of a code system that is not known here.
 */
export function validateInValueSet(
  library: Library,
  { compose }: ValueSetMapping,
  codings: readonly AskedCoding[],
  language?: string,
): Verdict {
  const judge = (coding: AskedCoding): Verdict => {
    const parts = compose.include.filter(({ system }) => system === coding.system);
    if (parts.length === 0) return refusal('The value set has no codes of this code system.');
    return verdictOf(parts.map((part) => judgeIn(part, library, coding, language)));
  };
  return verdictOf(codings.map(judge));
}

function judgeIn(part: Include, library: Library, coding: AskedCoding, language?: string): Verdict {
  const codeSystem = library.codeSystems.byUrl(part.system);
  const { code, version } = coding;
  if (version !== undefined && codeSystem !== undefined && version !== codeSystem.version)
    return refusal(OTHER_VERSION);
  if (part.concept === undefined) {
    if (codeSystem === undefined) throw unknownSystem();
    const concept = code === undefined ? undefined : codeSystem.find(code);
    return concept === undefined ? refusal(unknownCode(codeSystem)) : accepted(concept, coding, language);
  }
  const listed = part.concept.find((concept) => concept.code === code);
  if (listed === undefined) return refusal('The code is not in the value set.');
  return accepted(codeSystem?.find(listed.code) ?? asConcept(listed), coding, language);
}

/** A code that a value set lists, of a code system that need not be known here. */
export function asConcept({ code, display }: { code: string; display?: string | undefined }): Concept {
  return { code, display: display ?? null, definition: null, designations: [] };
}

/** Nobody can tell here which codes such a value set has. */
export function unknownSystem(): OutcomeError {
  const text = 'The value set includes all of a code system that is not known here.';
  return new OutcomeError('rejected-content', text, { code: 'not-supported' });
}

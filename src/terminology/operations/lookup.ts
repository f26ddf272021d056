import type { Parameters, ParametersParameter } from 'fhir/r4.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { displayIn, type CodeSystem } from '../library/code-system.js';
import { unknownCode } from './validate-in-code-system.js';

/** What is asked of one code. */
export interface LookupOptions {
  /** BCP 47 tag of the display; without it, the code system's own language. */
  readonly displayLanguage?: string | undefined;
  /** What is wanted, in R4's words (`definition`, `designation`, `lang.es` …); none: everything. */
  readonly properties: readonly string[];
}

/**
 * `CodeSystem/$lookup` (https://hl7.org/fhir/R4/codesystem-operation-lookup.html): what the code system says of a code.
 *
 * @throws OutcomeError 404 when the code system does not have the code.
 */
export function lookup(
  codeSystem: CodeSystem,
  code: string,
  { displayLanguage, properties }: LookupOptions,
): Parameters {
  const concept = codeSystem.find(code);
  if (concept === undefined) throw new OutcomeError('not-found', unknownCode(codeSystem));
  const isWanted = (name: string) => properties.length === 0 || properties.includes(name);
  const { version, title } = codeSystem;
  const { definition, designations } = concept;
  const wanted = designations.filter(
    ({ language }) => isWanted('designation') || properties.includes(`lang.${language}`),
  );
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'name', valueString: title },
      ...(version === null || !isWanted('version') ? [] : [{ name: 'version', valueString: version }]),
      // R4 demands a display: the code stands in for a name that the code system does not give.
      { name: 'display', valueString: displayIn(concept, displayLanguage) ?? code },
      ...wanted.map(({ language, value }) =>
        group('designation', [
          { name: 'language', valueCode: language },
          { name: 'value', valueString: value },
        ]),
      ),
      ...(definition === null || !isWanted('definition')
        ? []
        : [
            group('property', [
              { name: 'code', valueCode: 'definition' },
              { name: 'value', valueString: definition },
            ]),
          ]),
    ],
  };
}

function group(name: string, part: ParametersParameter[]): ParametersParameter {
  return { name, part };
}

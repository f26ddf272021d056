import { z } from 'zod';
import type { Library } from '../../terminology/library/library.js';
import { validateInCodeSystem } from '../../terminology/operations/validate-in-code-system.js';
import { verdictParameters } from '../../terminology/operations/verdict.js';
import { askedCodings } from './asked-codings.js';
import { one } from './input.js';
import { named, operationOf, type TerminologyOperation } from './operation.js';

/** `CodeSystem/$validate-code`. No concept is abstract here, so that `abstract` changes nothing. */
export function codeSystemValidateCode({ codeSystems }: Library): TerminologyOperation {
  return operationOf({
    type: 'CodeSystem',
    name: 'validate-code',
    levels: ['type', 'instance'],
    schema: z.object({
      url: one.text,
      code: one.text,
      version: one.text,
      display: one.text,
      coding: one.coding,
      codeableConcept: one.codeableConcept,
      abstract: one.boolean,
      displayLanguage: one.language,
    }),
    refused: ['codeSystem', 'date'],
    answer: ({ url, version, displayLanguage, ...asked }, id) => {
      const codings = askedCodings(asked);
      const codeSystem = named(codeSystems, { id, url: url ?? asked.coding?.system, version });
      return verdictParameters(validateInCodeSystem(codeSystem, codings, displayLanguage));
    },
  });
}

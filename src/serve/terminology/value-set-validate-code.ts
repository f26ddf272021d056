import { z } from 'zod';
import type { Library } from '../../terminology/library/library.js';
import { validateInValueSet } from '../../terminology/operations/validate-in-value-set.js';
import { verdictParameters } from '../../terminology/operations/verdict.js';
import { askedCodings, demandSystem } from './asked-codings.js';
import { one } from './input.js';
import { named, operationOf, type TerminologyOperation } from './operation.js';

/** `ValueSet/$validate-code`. No concept is abstract here, so that `abstract` changes nothing. */
export function valueSetValidateCode(library: Library): TerminologyOperation {
  return operationOf({
    type: 'ValueSet',
    name: 'validate-code',
    levels: ['type', 'instance'],
    schema: z.object({
      url: one.text,
      valueSetVersion: one.text,
      code: one.text,
      system: one.text,
      systemVersion: one.text,
      display: one.text,
      coding: one.coding,
      codeableConcept: one.codeableConcept,
      abstract: one.boolean,
      displayLanguage: one.language,
    }),
    refused: ['context', 'valueSet', 'date'],
    answer: ({ url, valueSetVersion, systemVersion, displayLanguage, ...asked }, id) => {
      demandSystem(asked);
      const codings = askedCodings({ ...asked, version: systemVersion });
      const valueSet = named(library.valueSets, { id, url, version: valueSetVersion });
      return verdictParameters(validateInValueSet(library, valueSet, codings, displayLanguage));
    },
  });
}

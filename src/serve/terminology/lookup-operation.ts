import { z } from 'zod';
import { OutcomeError } from '../../fhir/outcome.js';
import type { Library } from '../../terminology/library/library.js';
import { lookup } from '../../terminology/operations/lookup.js';
import { askedCodings, demandSystem } from './asked-codings.js';
import { manyTexts, one } from './input.js';
import { named, operationOf, type TerminologyOperation } from './operation.js';

/** `CodeSystem/$lookup`; R4 has it on the type only. */
export function lookupOperation({ codeSystems }: Library): TerminologyOperation {
  return operationOf({
    type: 'CodeSystem',
    name: 'lookup',
    levels: ['type'],
    schema: z.object({
      code: one.text,
      system: one.text,
      version: one.text,
      coding: one.coding,
      displayLanguage: one.language,
      property: manyTexts,
    }),
    refused: ['date'],
    answer: ({ displayLanguage, property, ...asked }) => {
      demandSystem(asked);
      const [{ system: url, version, code } = {}] = askedCodings(asked, 'code and coding');
      if (code === undefined || url === undefined)
        throw new OutcomeError('bad-parameter', 'Parameter coding must have a system and a code.');
      const codeSystem = named(codeSystems, { id: null, url, version });
      return lookup(codeSystem, code, { displayLanguage, properties: property });
    },
  });
}

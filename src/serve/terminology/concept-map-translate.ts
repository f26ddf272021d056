import { z } from 'zod';
import type { Library } from '../../terminology/library/library.js';
import type { ConceptMapMapping } from '../../terminology/mapping-schema.js';
import { translateConcept } from '../../terminology/operations/translate-concept.js';
import { askedCodings, demandSystem } from './asked-codings.js';
import { one } from './input.js';
import { named, operationOf, type TerminologyOperation } from './operation.js';

/** `ConceptMap/$translate`, with all maps when none is named. */
export function conceptMapTranslate({ conceptMaps }: Library): TerminologyOperation {
  return operationOf({
    type: 'ConceptMap',
    name: 'translate',
    levels: ['type', 'instance'],
    schema: z.object({
      url: one.text,
      conceptMapVersion: one.text,
      code: one.text,
      system: one.text,
      version: one.text,
      source: one.text,
      coding: one.coding,
      codeableConcept: one.codeableConcept,
      target: one.text,
      targetsystem: one.text,
      reverse: one.boolean,
    }),
    refused: ['conceptMap', 'dependency'],
    answer: (
      { url, conceptMapVersion: version, source, target, targetsystem, reverse = false, ...asked },
      id,
    ) => {
      demandSystem(asked);
      const codings = askedCodings(asked);
      const maps =
        id === null && url === undefined ? conceptMaps.all : [named(conceptMaps, { id, url, version })];
      // "Reverses the meaning of the source and target parameters", which name the value sets.
      const ends = reverse ? { source: target, target: source } : { source, target };
      return translateConcept(
        maps.filter((map) => isBetween(map, ends)),
        codings,
        {
          targetSystem: targetsystem,
          reverse,
        },
      );
    },
  });
}

/** The value sets that a map must lead from and to; undefined: any. */
interface Ends {
  readonly source: string | undefined;
  readonly target: string | undefined;
}

function isBetween(
  { sourceCanonical, targetCanonical }: ConceptMapMapping,
  { source, target }: Ends,
): boolean {
  return (
    (source === undefined || source === sourceCanonical) &&
    (target === undefined || target === targetCanonical)
  );
}

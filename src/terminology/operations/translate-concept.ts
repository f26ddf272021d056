import type { Parameters, ParametersParameter } from 'fhir/r4.js';
import type { ConceptMapMapping, Equivalence } from '../mapping-schema.js';
import type { AskedCoding } from './verdict.js';

/** Which way to translate, and where to. */
export interface TranslateOptions {
  /** Code system that is wanted; undefined: any. */
  readonly targetSystem?: string | undefined;
  /** From the map's target to its source. */
  readonly reverse: boolean;
}

/** One translation of a code. */
interface Match {
  readonly equivalence: Equivalence;
  /** null: the map says that there is no translation. */
  readonly concept: { system: string; code: string; display?: string } | null;
}

type Group = ConceptMapMapping['group'][number];

/**
 * `ConceptMap/$translate` (https://hl7.org/fhir/R4/conceptmap-operation-translate.html): what the maps say of the codings. The
 * result is true when there is a match that is neither `unmatched` nor `disjoint`.
 *
 * @param maps that are asked, in their order.
 */
export function translateConcept(
  maps: readonly ConceptMapMapping[],
  codings: readonly AskedCoding[],
  { targetSystem, reverse }: TranslateOptions,
): Parameters {
  const inGroup = reverse ? backward : forward;
  const matches = maps.flatMap(({ url, group }) =>
    codings.flatMap((coding) =>
      group
        .filter(({ source, target }) =>
          leads(reverse ? [target, source] : [source, target], coding, targetSystem),
        )
        .flatMap((part) => inGroup(part, coding).map((match) => ({ ...match, source: url }))),
    ),
  );
  const result = matches.some(({ equivalence }) => !['unmatched', 'disjoint'].includes(equivalence));
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'result', valueBoolean: result },
      ...(result ? [] : [{ name: 'message', valueString: 'No translation is known.' }]),
      ...matches.map(matchParameter),
    ],
  };
}

/** Whether a group leads from the coding's code system to the one that is wanted. */
function leads(
  [from, to]: readonly [string, string],
  { system }: AskedCoding,
  wanted: string | undefined,
): boolean {
  return from === system && (wanted === undefined || to === wanted);
}

function forward({ target: system, element }: Group, { code }: AskedCoding): Match[] {
  return element
    .filter((mapped) => mapped.code === code)
    .flatMap(({ target }) => target)
    .map(({ code: found, display, equivalence }) => ({
      equivalence,
      concept:
        found === undefined ? null : { system, code: found, ...(display === undefined ? {} : { display }) },
    }));
}

function backward({ source: system, element }: Group, { code }: AskedCoding): Match[] {
  return element.flatMap(({ code: found, target }) =>
    target
      .filter((one) => one.code !== undefined && one.code === code)
      .map(({ equivalence }) => ({
        equivalence: INVERSE[equivalence] ?? equivalence,
        concept: { system, code: found },
      })),
  );
}

/** What an equivalence is when it is read from the target; all others are the same from both ends. */
const INVERSE: Partial<Record<Equivalence, Equivalence>> = {
  wider: 'narrower',
  narrower: 'wider',
  subsumes: 'specializes',
  specializes: 'subsumes',
};

function matchParameter({ equivalence, concept, source }: Match & { source: string }): ParametersParameter {
  return {
    name: 'match',
    part: [
      { name: 'equivalence', valueCode: equivalence },
      ...(concept === null ? [] : [{ name: 'concept', valueCoding: concept }]),
      { name: 'source', valueUri: source },
    ],
  };
}

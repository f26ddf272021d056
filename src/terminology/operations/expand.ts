import type {
  ValueSet,
  ValueSetExpansion,
  ValueSetExpansionContains,
  ValueSetExpansionParameter,
} from 'fhir/r4.js';
import { createIdSource } from '../../fhir/id-source.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { displayIn, type Concept } from '../library/code-system.js';
import type { Library } from '../library/library.js';
import type { ValueSetMapping } from '../mapping-schema.js';
import { textFilter } from './text-filter.js';
import { asConcept, unknownSystem } from './validate-in-value-set.js';

/** How to expand. */
export interface ExpandOptions {
  /** Words that the wanted codes are found by. */
  readonly filter?: string | undefined;
  /** How many codes to leave out at the start. */
  readonly offset?: number | undefined;
  /** At most so many codes; 0: only how many there are. */
  readonly count?: number | undefined;
  /** BCP 47 tag. */
  readonly displayLanguage?: string | undefined;
  /** Repeat the definition of the value set in the answer. */
  readonly includeDefinition?: boolean | undefined;
  /**
   * Here no concept is inactive, nested, abstract or post-coordinated, and none has a designation: these change nothing, and are
   * named in the answer as what it was made by.
   */
  readonly activeOnly?: boolean | undefined;
  readonly includeDesignations?: boolean | undefined;
  readonly excludeNested?: boolean | undefined;
  readonly excludeNotForUI?: boolean | undefined;
  readonly excludePostCoordinated?: boolean | undefined;
}

/** One code of the expansion and what it may be found by. */
interface Member {
  readonly contains: ValueSetExpansionContains;
  readonly texts: readonly string[];
}

const idOf = createIdSource('https://derm-fhir-gateway.github.io/ig/ValueSet/$expand');

/**
 * `ValueSet/$expand` (https://hl7.org/fhir/R4/valueset-operation-expand.html): the codes of a value set, flat, in the order of
 * its definition. The same definition and options have the same `expansion.identifier`.
 *
 * @param timestamp FHIR dateTime of now.
 * @throws OutcomeError 422 when the codes cannot be listed.
 */
export function expand(
  library: Library,
  valueSet: ValueSetMapping,
  options: ExpandOptions,
  timestamp: string,
): ValueSet {
  const { resourceType, url, version, name, title, status, experimental, copyright, compose } = valueSet;
  const isWanted = textFilter(options.filter);
  const found = membersOf(valueSet, library, options.displayLanguage).filter(({ texts }) => isWanted(texts));
  const { offset = 0, count = found.length } = options;
  const page = found.slice(offset, offset + count).map(({ contains }) => contains);
  const parameter = parametersOf(valueSet, library, options);
  const isPaged = options.offset !== undefined || options.count !== undefined;
  const expansion: ValueSetExpansion = {
    identifier: `urn:uuid:${idOf(JSON.stringify([url, version, parameter]))}`,
    timestamp,
    total: found.length,
    ...(isPaged ? { offset } : {}),
    ...(parameter.length === 0 ? {} : { parameter }),
    ...(page.length === 0 ? {} : { contains: page }),
  };
  const definition = options.includeDefinition === true ? { compose } : {};
  return {
    ...{ resourceType, url, version, name, title, status, experimental, copyright },
    ...definition,
    expansion,
  };
}

function membersOf({ compose }: ValueSetMapping, library: Library, language: string | undefined): Member[] {
  return compose.include.flatMap(({ system, concept: listed }) => {
    const codeSystem = library.codeSystems.byUrl(system);
    const concepts = listed?.map((one) => codeSystem?.find(one.code) ?? asConcept(one)) ?? allOf(codeSystem);
    const version = listed === undefined ? (codeSystem?.version ?? null) : null;
    return concepts.map((concept) => member(concept, system, version, language));
  });
}

function allOf(codeSystem: ReturnType<Library['codeSystems']['byUrl']>): readonly Concept[] {
  if (codeSystem === undefined) throw unknownSystem();
  if (codeSystem.concepts === null) {
    const text = 'The value set includes all of a code system that is too large to be listed.';
    throw new OutcomeError('rejected-content', text, { code: 'too-costly' });
  }
  return codeSystem.concepts;
}

function member(concept: Concept, system: string, version: string | null, language?: string): Member {
  const display = displayIn(concept, language);
  const contains = {
    system,
    ...(version === null ? {} : { version }),
    code: concept.code,
    ...(display === null ? {} : { display }),
  };
  return { contains, texts: [concept.code, display ?? '', concept.definition ?? ''] };
}

/** What the expansion was made by, the versions of the code systems included. */
function parametersOf(
  { compose }: ValueSetMapping,
  library: Library,
  options: ExpandOptions,
): ValueSetExpansionParameter[] {
  const versions = compose.include.flatMap(({ system }) => {
    const version = library.codeSystems.byUrl(system)?.version ?? null;
    return version === null ? [] : { name: 'version', valueUri: `${system}|${version}` };
  });
  const { filter, displayLanguage, offset, count, ...switches } = options;
  return [
    ...(filter === undefined ? [] : [{ name: 'filter', valueString: filter }]),
    ...(displayLanguage === undefined ? [] : [{ name: 'displayLanguage', valueCode: displayLanguage }]),
    ...Object.entries({ offset, count }).flatMap(([name, value]) =>
      value === undefined ? [] : { name, valueInteger: value },
    ),
    ...Object.entries(switches).flatMap(([name, value]) =>
      value === undefined ? [] : { name, valueBoolean: value },
    ),
    ...versions,
  ];
}

import { describe, expect, test } from '@jest/globals';
import { OutcomeError } from '../../../src/fhir/outcome.js';
import { readTabulation } from '../../../src/terminology/icd11/read-tabulation.js';
import { createLibrary } from '../../../src/terminology/library/library.js';
import { loadMappings } from '../../../src/terminology/mappings.js';
import { expand } from '../../../src/terminology/operations/expand.js';
import { validateInValueSet } from '../../../src/terminology/operations/validate-in-value-set.js';
import { mappingsPatched } from '../../helpers/mapping.js';

const NOW = '2026-01-01T00:00:00Z';
const tabulation = readTabulation(new TextEncoder().encode('code\ttitle_en\nZA00\tMoon rash'), 'table.tsv');

/** A library whose value set `facet` includes what the test says. */
function libraryWith(include: object) {
  const mappings = loadMappings(mappingsPatched('ValueSet-facet.json', { '/compose/include/0': include }));
  const library = createLibrary({ mappings, tabulation });
  const valueSet = library.valueSets.byId('facet');
  if (valueSet === undefined) throw new Error('no value set');
  return { library, valueSet };
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof OutcomeError) return `${error.status} ${error.outcome.issue[0]?.code ?? ''}`;
    throw error;
  }
  return 'none';
}

describe('a value set of a whole code system', () => {
  test('that is not known here can neither be expanded nor validated against', () => {
    const { library, valueSet } = libraryWith({ system: 'http://snomed.info/sct' });
    const coding = { system: 'http://snomed.info/sct', code: '1' };
    expect(refusalOf(() => expand(library, valueSet, {}, NOW))).toBe('422 not-supported');
    expect(refusalOf(() => validateInValueSet(library, valueSet, [coding]))).toBe('422 not-supported');
  });

  test('that is too large to be listed can be validated against all the same', () => {
    const system = 'http://id.who.int/icd/release/11/mms';
    const { library, valueSet } = libraryWith({ system });
    expect(refusalOf(() => expand(library, valueSet, {}, NOW))).toBe('422 too-costly');
    const judge = (code: string) => validateInValueSet(library, valueSet, [{ system, code }]);
    expect([judge('ZA00').result, judge('ZA01').result]).toEqual([true, false]);
  });

  test.each([
    ['a filter', { filter: [{ property: 'concept', op: 'is-a', value: 'x' }] }],
    ['another value set', { valueSet: ['http://x.test/vs'] }],
  ])('with %s is not started with: an operation would take it for all codes', (_what, more) => {
    expect(() => libraryWith({ system: 'http://snomed.info/sct', ...more })).toThrow('ValueSet-facet.json');
  });
});

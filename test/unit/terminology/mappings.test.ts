import { describe, expect, test } from '@jest/globals';
import { InvalidMapping } from '../../../src/terminology/invalid-mapping.js';
import { loadMappings } from '../../../src/terminology/mappings.js';
import { createTerminology } from '../../../src/terminology/terminology.js';
import { mappingFiles, mappingsPatched, mappingsWith } from '../../helpers/mapping.js';

function start(folder: URL): InvalidMapping {
  try {
    createTerminology({ mappings: loadMappings(folder) });
  } catch (error) {
    if (error instanceof InvalidMapping) return error;
    throw error;
  }
  throw new Error('it started');
}

describe('the conformance resources', () => {
  test('are all loaded and frozen through', () => {
    const { all, profiles } = loadMappings();
    const read = [...all, ...profiles()];
    expect(read).toHaveLength(mappingFiles.length);
    expect(read.every((mapping) => Object.isFrozen(mapping))).toBe(true);
    expect(Object.isFrozen(loadMappings().codeSystem('facet').concept[0])).toBe(true);
  });

  test('are read again for each start, so that nothing is shared between two of them', () => {
    expect(loadMappings().codeSystem('facet')).not.toBe(loadMappings().codeSystem('facet'));
  });
});

describe('a start', () => {
  test.each([
    ['CodeSystem-facet.json', '/concept/1/code', 'two  blanks', 'concept[1].code: must be a FHIR code'],
    ['CodeSystem-facet.json', '/concept/1/code', 'surface', 'concept: must not list a code twice'],
    ['CodeSystem-facet.json', '/concept/0/definition', undefined, 'concept[0].definition'],
    ['CodeSystem-facet.json', '/concept', [], 'concept'],
    ['CodeSystem-facet.json', '/url', 'facet', 'url: must be an absolute URI'],
    ['CodeSystem-facet.json', '/status', 'final', 'status'],
    ['CodeSystem-facet.json', '/id', 'facets', 'must be named CodeSystem-facets.json'],
    ['CodeSystem-facet.json', '/publisher', null, 'publisher: FHIR has no null and nothing empty'],
    [
      'CodeSystem-facet.json',
      '/contact/0/telecom',
      [],
      'contact.0.telecom: FHIR has no null and nothing empty',
    ],
    ['CodeSystem-severity.json', '/caseSensitive', false, 'caseSensitive'],
    [
      'CodeSystem-dermatology-ai.json',
      '/concept/2/code',
      'candidate',
      'the code candidate-condition is missing',
    ],
    ['ConceptMap-body-site.json', '/group/0/element/2/target/0/comment', undefined, 'cmd-1'],
    ['ConceptMap-body-site.json', '/group/0/element/0/target/0/equivalence', 'broader', 'equivalence'],
    [
      'ConceptMap-body-site.json',
      '/group/0/element/0/target/0/code',
      undefined,
      'must have a code, or be unmatched',
    ],
    ['ConceptMap-body-site.json', '/group/0/element/1/code', 'headFront', 'must not map a code twice'],
    ['ConceptMap-body-site.json', '/resourceType', 'Patient', 'resourceType'],
    ['NamingSystem-sid-report.json', '/name', 'sid report', 'name: must be usable as a name in code'],
  ])('stops at %s when %s is %j', (file, pointer, value, rule) => {
    const { message, ...error } = start(mappingsPatched(file, { [pointer]: value }));
    expect(error.file).toBe(file);
    expect(error.rule).toContain(rule);
    expect(message).toContain(`mappings/${file}: `);
  });

  test('stops at a code that nothing uses', () => {
    const concept = { code: 'left-over', display: 'x', definition: 'x' };
    const folder = mappingsPatched('CodeSystem-dermatology-ai.json', { '/concept/20': concept });
    expect(start(folder).rule).toBe('nothing uses the code left-over');
  });

  test('stops at a file that is no JSON', () => {
    expect(start(mappingsWith('ValueSet-facet.json', '{')).rule).toMatch(/^is no JSON/);
  });

  test('stops without a file that look-ups need', () => {
    expect(start(mappingsWith('ConceptMap-body-site.json', null))).toMatchObject({
      file: 'ConceptMap-body-site.json',
      rule: 'is missing',
    });
  });

  test('stops at a resource of a type that is not published', () => {
    expect(start(mappingsWith('Patient-x.json', '{"resourceType":"Patient","id":"x"}')).file).toBe(
      'Patient-x.json',
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import { callByGet, errorIn, parametersIn, partsOf, valueOf } from '../../../helpers/call-operation.js';
import { callsOfGateway } from './calls-of-gateway.js';
import { IG, SEVERITY, SITES, SNOMED } from './canonicals.js';

const call = callsOfGateway();

describe('ConceptMap/$translate', () => {
  const translate = async (parameters: Record<string, string>) =>
    parametersIn(await callByGet(call('ConceptMap/$translate'), parameters));

  test('says what the map says, and which map', async () => {
    expect(await translate({ system: SITES, code: 'headFront' })).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'result', valueBoolean: true },
        {
          name: 'match',
          part: [
            { name: 'equivalence', valueCode: 'wider' },
            {
              name: 'concept',
              valueCoding: { system: SNOMED, code: '774007', display: 'Structure of head and/or neck' },
            },
            { name: 'source', valueUri: `${IG}/ConceptMap/body-site` },
          ],
        },
      ],
    });
  });

  test('reads backwards, and then what was wider is narrower', async () => {
    const answer = await translate({ system: SNOMED, code: '774007', reverse: 'true' });
    expect(partsOf(answer, 'match')).toEqual([
      {
        equivalence: 'narrower',
        concept: { system: SITES, code: 'headFront' },
        source: `${IG}/ConceptMap/body-site`,
      },
    ]);
  });

  test('is false for a code that has no target, and says so in a match', async () => {
    const answer = await translate({ system: SITES, code: 'nails' });
    expect(valueOf(answer, 'result')).toBe(false);
    expect(partsOf(answer, 'match')).toEqual([
      { equivalence: 'unmatched', source: `${IG}/ConceptMap/body-site` },
    ]);
  });

  test.each([
    ['a code that no map has', { system: SITES, code: 'antenna' }],
    ['a code system that no map leads from', { system: SEVERITY, code: '1' }],
    ['a code system that no map leads to', { system: SITES, code: 'armLeft', targetsystem: SEVERITY }],
    ['a value set that no map leads to', { system: SITES, code: 'nails', target: `${IG}/ValueSet/facet` }],
    ['the wrong direction', { system: SITES, code: 'armLeft', reverse: 'true' }],
    [
      'value sets the wrong way round',
      { system: SNOMED, code: '774007', reverse: 'true', target: `${IG}/ValueSet/body-site` },
    ],
  ])('is false, without a match, for %s', async (_what, parameters: Record<string, string>) => {
    expect((await translate(parameters)).parameter).toEqual([
      { name: 'result', valueBoolean: false },
      { name: 'message', valueString: 'No translation is known.' },
    ]);
  });

  test.each([
    { target: `${IG}/ValueSet/body-site`, source: `${IG}/ValueSet/vendor-body-sites` },
    { targetsystem: SNOMED, url: `${IG}/ConceptMap/body-site`, conceptMapVersion: '0.1.0' },
  ])('goes where it is wanted to: %j', async (wanted) => {
    const answer = await translate({ system: SITES, code: 'armLeft', ...wanted });
    expect(valueOf(answer, 'result')).toBe(true);
  });

  test.each([
    [
      'an unknown map',
      { url: 'http://x.test', system: SITES, code: 'nails' },
      '404 not-found: There is no such ConceptMap here.',
    ],
    [
      'a dependency',
      { system: SITES, code: 'nails', dependency: 'x' },
      '400 not-supported: Parameter dependency is not supported here.',
    ],
  ])('refuses %s', async (_what, parameters: Record<string, string>, error) => {
    expect(errorIn(await callByGet(call('ConceptMap/$translate'), parameters))).toBe(error);
  });
});

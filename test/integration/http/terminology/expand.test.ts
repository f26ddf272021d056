import { describe, expect, test } from '@jest/globals';
import { callByGet, callByPost, errorIn, valueSetIn } from '../../../helpers/call-operation.js';
import { callsOfGateway } from './calls-of-gateway.js';
import { IG, SEVERITY, SITES } from './canonicals.js';

const call = callsOfGateway();

describe('ValueSet/$expand', () => {
  const expand = async (parameters: Record<string, string>, id = 'body-site') =>
    valueSetIn(await callByGet(call('ValueSet/{id}/$expand', id), parameters)).expansion;

  test('pages: the pages together are the whole', async () => {
    const whole = await expand({});
    const pages = await Promise.all(['0', '12', '24'].map((offset) => expand({ offset, count: '12' })));
    expect(pages.flatMap((page) => page?.contains ?? [])).toEqual(whole?.contains);
    expect(pages.map((page) => [page?.total, page?.offset, page?.contains?.length])).toEqual([
      [33, 0, 12],
      [33, 12, 12],
      [33, 24, 9],
    ]);
    expect(whole).not.toHaveProperty('offset');
  });

  test('counts alone when it is asked for no code', async () => {
    const expansion = await expand({ count: '0' });
    expect(expansion?.total).toBe(33);
    expect(expansion).not.toHaveProperty('contains');
  });

  test.each([
    ['left kn', ['82169009']],
    ['KNEE', ['82169009', '6757004']],
    ['82169009', ['82169009']],
    ['nee', []],
  ])('finds by the beginnings of words: %s', async (filter, codes) => {
    const expansion = await expand({ filter });
    expect((expansion?.contains ?? []).map(({ code }) => code)).toEqual(codes);
    expect(expansion?.total).toBe(codes.length);
  });

  test('finds by the definition where there is no display', async () => {
    const expansion = await expand({ filter: 'chest' }, 'vendor-body-sites');
    expect(expansion?.contains).toEqual([{ system: SITES, version: '0.1.0', code: 'trunkFront' }]);
  });

  test('names what it was made by, and the same making has the same identifier', async () => {
    const asked = { filter: 'low', activeOnly: 'true', displayLanguage: 'pt_br', offset: '0' };
    const expansion = await expand(asked, 'severity');
    expect(expansion?.parameter).toEqual([
      { name: 'filter', valueString: 'low' },
      { name: 'displayLanguage', valueCode: 'pt-BR' },
      { name: 'offset', valueInteger: 0 },
      { name: 'activeOnly', valueBoolean: true },
      { name: 'version', valueUri: `${SEVERITY}|0.1.0` },
    ]);
    expect((await expand(asked, 'severity'))?.identifier).toBe(expansion?.identifier);
    expect((await expand({ ...asked, filter: 'l' }, 'severity'))?.identifier).not.toBe(expansion?.identifier);
  });

  test('repeats the definition when it is asked to, and the licence always', async () => {
    const of = call('ValueSet/$expand');
    const url = `${IG}/ValueSet/body-site|0.1.0`;
    const bare = valueSetIn(await callByGet(of, { url }));
    expect(bare.copyright).toMatch(/SNOMED International/);
    expect(bare).not.toHaveProperty('compose');
    const full = valueSetIn(
      await callByPost(of, [
        { name: 'url', valueUri: url },
        { name: 'includeDefinition', valueBoolean: true },
      ]),
    );
    expect(full.compose?.include[0]?.concept).toHaveLength(33);
  });

  test.each([
    [
      'an unknown value set',
      { url: 'http://snomed.info/sct?fhir_vs' },
      '404 not-found: There is no such ValueSet here.',
    ],
    ['no value set', {}, '400 required: The canonical URL must be given, or the id in the path.'],
    [
      'a negative count',
      { url: 'x', count: '-1' },
      '400 value: Parameter count must be a whole number from 0 up.',
    ],
    [
      'a count past the integers of FHIR',
      { url: 'x', count: '9999999999' },
      '400 value: Parameter count must be a whole number from 0 up.',
    ],
    [
      'what is neither true nor false',
      { url: 'x', activeOnly: 'yes' },
      '400 value: Parameter activeOnly must be true or false.',
    ],
    [
      'what is no language',
      { url: 'x', displayLanguage: 'klingonese!' },
      '400 value: Parameter displayLanguage must be a language tag such as en or pt-BR.',
    ],
    ...['valueSet', 'context', 'date', 'designation', 'exclude-system', 'force-system-version'].map(
      (name) =>
        [
          name,
          { url: 'x', [name]: 'x' },
          `400 not-supported: Parameter ${name} is not supported here.`,
        ] as const,
    ),
  ])('refuses %s', async (_what, parameters: Record<string, string>, error) => {
    expect(errorIn(await callByGet(call('ValueSet/$expand'), parameters))).toBe(error);
  });
});

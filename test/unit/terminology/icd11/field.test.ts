import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readIcd11 } from '../../../../src/terminology/icd11/field.js';
import { tabulationOf } from '../../../../src/terminology/icd11/tabulation.js';
import { PROPERTY_SEED } from '../../../property/assert-property.js';

const MMS = 'http://id.who.int/icd/release/11/mms';
const table = tabulationOf([
  {
    code: '1X00',
    titles: new Map([
      ['en', 'Invented disease'],
      ['pt', 'Doença inventada'],
    ]),
  },
  { code: '1X0Y', titles: new Map([['en', 'Other invented disease']]) },
  { code: 'XX11', titles: new Map([['en', 'Invented side']]) },
]);

function codes(text: string | null): (string | undefined)[] {
  return readIcd11(text, 'en').codings.map(({ code }) => code);
}

function kinds(text: string, tabulation = table): string[] {
  return readIcd11(text, 'en', tabulation).doubts.map(({ kind }) => kind);
}

describe("the vendor's icd11 field", () => {
  test.each([null, '', '  '])('%j holds no code, and that is no doubt', (text) => {
    expect(readIcd11(text, 'en')).toEqual({ codings: [], doubts: [] });
  });

  test('becomes a coding without version and, without a table, without title', () => {
    expect(readIcd11('ED80', 'en')).toEqual({ codings: [{ system: MMS, code: 'ED80' }], doubts: [] });
  });

  test('with blanks around the code is the code', () => {
    expect(readIcd11(' ED80 ', 'en').doubts).toEqual([]);
    expect(codes(' ED80 ')).toEqual(['ED80']);
  });

  test('with a list becomes one coding a code, in order, and says so', () => {
    expect(codes('EA90.5Y, EA90.42')).toEqual(['EA90.5Y', 'EA90.42']);
    expect(readIcd11('EA90.5Y, EA90.42', 'en').doubts.map(({ kind }) => kind)).toEqual(['icd11-list']);
  });

  test('with a code twice becomes one coding, and says so', () => {
    expect(codes('ED80,ED80')).toEqual(['ED80']);
    expect(readIcd11('ED80,ED80', 'en').doubts.map(({ kind }) => kind)).toEqual(['icd11-list']);
  });

  test('with a cluster becomes the one code that a cluster is', () => {
    expect(codes('NC53.Y&XK8G/PA71&XE5UF')).toEqual(['NC53.Y&XK8G/PA71&XE5UF']);
  });

  test('in small letters is carried in capitals, and says so', () => {
    const { codings, doubts } = readIcd11('ed80', 'en');
    expect(codings[0]?.code).toBe('ED80');
    expect(doubts.map(({ kind }) => kind)).toEqual(['icd11-case']);
  });

  test.each([
    'L70.0',
    'Acne',
    'ICD-11: ED80',
    `${MMS}/ED80`,
    'http://id.who.int/icd/entity/1892393023',
    'XK8G',
    'ED80;ED81',
  ])('%s is no code, is not repaired, and says so', (text) => {
    const { codings, doubts } = readIcd11(text, 'en');
    expect(codings).toEqual([]);
    expect(doubts.map(({ kind }) => kind)).toEqual(['icd11-invalid']);
  });

  test('with one bad piece keeps the good one', () => {
    expect(codes('ED80, L70.0')).toEqual(['ED80']);
    expect(codes('ED80,')).toEqual(['ED80']);
    expect(readIcd11('ED80, L70.0', 'en').doubts.map(({ kind }) => kind)).toEqual(['icd11-invalid']);
  });

  test('gives only the MMS system, codes without commas and doubts without codes, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('ED80', 'ed80', ',', '&', '/', ' ', 'X', 'XK8G', 'L70.0', '"')),
        (parts) => {
          const { codings, doubts } = readIcd11(parts.join(''), 'en');
          for (const { system, code } of codings) {
            expect(system).toBe(MMS);
            expect(code).toMatch(/^[0-9A-Z.&/]+$/);
          }
          for (const { text } of doubts) expect(text).not.toMatch(/ED80|XK8G|L70/);
        },
      ),
      { seed: PROPERTY_SEED },
    );
  });
});

describe('with a table', () => {
  test("a title becomes the display in the report's language, its region aside", () => {
    expect(readIcd11('1X00', 'en', table).codings[0]?.display).toBe('Invented disease');
    expect(readIcd11('1X00', 'pt-BR', table).codings[0]?.display).toBe('Doença inventada');
  });

  test('there is no display in a language that the table does not have', () => {
    expect(readIcd11('1X0Y', 'pt', table)).toEqual({ codings: [{ system: MMS, code: '1X0Y' }], doubts: [] });
  });

  test('a code that it does not have is kept, and doubted', () => {
    expect(readIcd11('ED80', 'en', table).codings).toEqual([{ system: MMS, code: 'ED80' }]);
    expect(kinds('ED80')).toEqual(['icd11-unknown']);
  });

  test('every part of a cluster is looked up, and no title is made up for the whole', () => {
    expect(readIcd11('1X00&XX11/1X0Y', 'en', table)).toEqual({
      codings: [{ system: MMS, code: '1X00&XX11/1X0Y' }],
      doubts: [],
    });
    expect(kinds('1X00&XX12/1X0Y')).toEqual(['icd11-unknown']);
  });
});

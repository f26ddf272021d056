import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { InvalidTabulation } from '../../../../src/terminology/icd11/invalid-tabulation.js';
import { openTabulation } from '../../../../src/terminology/icd11/open-tabulation.js';
import { readTabulation } from '../../../../src/terminology/icd11/read-tabulation.js';

/* All diseases here are invented, and so are their codes: the titles of ICD-11 belong to WHO. */

const ENTITY = 'http://id.who.int/icd/entity/';
const LINEARIZATION = 'http://id.who.int/icd/release/11/mms/';

/** A table in WHO's layout: lines end in CR LF, titles are quoted and indented, notes hold bare line breaks. */
function who({
  titles = ['Title'],
  rows,
}: {
  titles?: string[];
  rows: [code: string, ...titles: string[]][];
}): string {
  const heading = ['Foundation URI', 'Linearization URI', 'Code', 'BlockId', ...titles];
  const more = ['ClassKind', 'BrowserLink', 'CodingNote', 'Parent', 'Version:2026 Jan 17 - 05:30 UTC'];
  const link = '"=hyperlink(""https://icd.who.int/browse/2026-01/mms/en#1"",""browser"")"';
  const lines = rows.map(([code, ...cells]) =>
    [
      `${ENTITY}1`,
      `${LINEARIZATION}1`,
      code,
      '',
      ...cells.map((cell) => `"- - ${cell.replaceAll('"', '""')}"`),
      code === '' ? 'block' : 'category',
      link,
      'First line of a note.\n\nLast line of the note.',
      `${ENTITY}2`,
      '',
    ].join('\t'),
  );
  return `\uFEFF${[[...heading, ...more].join('\t'), ...lines].join('\r\n')}\r\n`;
}

const english = who({
  rows: [
    ['', 'A block'],
    ['1X00', 'Invented "disease"'],
    ['XX11', 'Invented side'],
  ],
});
const spanish = who({
  titles: ['TitleEN', 'Title'],
  rows: [
    ['1X00', 'Invented disease', 'Enfermedad inventada'],
    ['1X0Z', 'Invented disease, unspecified', ''],
  ],
});
const many =
  '# a note\n\ncode\ttitle_en_2025-01\ttitle_es\tchapter\n1X00\tInvented disease\tEnfermedad inventada\t1\n1X0Z\tOther\t\t1\n';

const read = (text: string, name = 'table.txt') => readTabulation(strToU8(text), name);

describe("WHO's SimpleTabulation", () => {
  test('gives codes and titles, free of byte order mark, quotes, indentation and notes', () => {
    const table = read(english);
    expect(table.title('1X00', 'en')).toBe('Invented "disease"');
    expect(table.title('XX11', 'en')).toBe('Invented side');
    expect(table.has('1X01')).toBe(false);
    expect(table.has('')).toBe(false);
  });

  test('in another language has its own titles and the English ones beside', () => {
    const table = read(spanish, 'SimpleTabulation-ICD-11-MMS-es.txt');
    expect(table.title('1X00', 'es')).toBe('Enfermedad inventada');
    expect(table.title('1X00', 'en')).toBe('Invented disease');
    expect(table.title('1X0Z', 'es')).toBeUndefined();
  });

  test('in another language under another name is refused rather than guessed', () => {
    expect(() => read(spanish)).toThrow(/line 1: does not tell the language of Title/);
  });

  test('without links is English unless its name tells otherwise', () => {
    const bare = 'Code\tTitle\n1X00\tx\n';
    expect(read(bare).title('1X00', 'en')).toBe('x');
    expect(read(bare, 'SimpleTabulation-ICD-11-MMS-fr.txt').title('1X00', 'fr')).toBe('x');
    expect(read(bare, 'SimpleTabulation-ICD-11-MMS-fr.txt').title('1X00', 'en')).toBeUndefined();
  });

  test('is read out of its zip, under the name that it has there', () => {
    const zip = zipSync({
      'SimpleTabulation-ICD-11-MMS-es.txt': strToU8(spanish),
      'SimpleTabulation-ICD-11-MMS-es.xlsx': strToU8('PK'),
    });
    expect(readTabulation(zip, 'download.zip').title('1X00', 'es')).toBe('Enfermedad inventada');
  });
});

describe('a table for several languages', () => {
  test('gives each title in its language', () => {
    const table = read(many);
    expect(table.title('1X00', 'en')).toBe('Invented disease');
    expect(table.title('1X00', 'es-MX')).toBe('Enfermedad inventada');
    expect(table.title('1X0Z', 'es')).toBeUndefined();
    expect(table.has('1X0Z')).toBe(true);
  });
});

describe('a file that is no such table', () => {
  test.each<[string, string, number | null, RegExp]>([
    ['nothing', '', 1, /must have the columns/],
    ['notes only', '# a note\n', 1, /must have the columns/],
    ['other columns', 'a\tb\n1X00\tx\n', 1, /must have the columns/],
    ['a code column alone', 'code\tname\n1X00\tx\n', 1, /must have the columns/],
    ['no title column', 'Code\tName\n1X00\tx\n', 1, /must have a column Title/],
    ['no codes', 'code\ttitle_en\n', null, /lists no codes/],
    [
      'an ICD-10 code',
      '# note\ncode\ttitle_en\n1X00\tx\nL70.0\tx\n',
      4,
      /L70.0 is not shaped like an ICD-11 code/,
    ],
    ['a code twice', 'code\ttitle_en\n1X00\tx\n1X00\ty\n', 3, /1X00 is listed twice/],
    ['a code without title', 'code\ttitle_en\n1X00\t\n', 2, /1X00 has no title/],
    ['a line cut short', 'code\ttitle_en\n1X00\n', 2, /has fewer columns than the heading/],
    [
      'a line of WHO cut short',
      `a\tCode\tTitle\n${ENTITY}1\t1X00\n`,
      2,
      /has fewer columns than the heading/,
    ],
  ])('with %s is refused with line and rule', (_what, text, line, rule) => {
    let refusal: unknown;
    try {
      read(text, 'table.tsv');
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(InvalidTabulation);
    expect(refusal).toMatchObject({ file: 'table.tsv', line, rule: expect.stringMatching(rule) });
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['not UTF-8', Uint8Array.of(0xff, 0xfe, 0x41, 0x00), /must be text in UTF-8/],
    ['a zip cut short', zipSync({ 'a.txt': strToU8(english) }).subarray(0, 60), /is a broken zip file/],
    ['a spreadsheet', zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), /must hold exactly one/],
    [
      'a zip of two tables',
      zipSync({ 'a.txt': strToU8(english), 'b.tsv': strToU8(many) }),
      /must hold exactly one/,
    ],
  ])('%s is refused', (_what, bytes, rule) => {
    expect(() => readTabulation(bytes, 'table.zip')).toThrow(rule);
  });

  test('a zip that says it is huge is refused unopened', () => {
    const zip = zipSync({ 'a.txt': strToU8(english) });
    // Size in the central directory (PKZIP APPNOTE 4.3.12): signature, then at offset 24.
    const directory = Buffer.from(zip).indexOf('PK\u0001\u0002');
    new DataView(zip.buffer, zip.byteOffset).setUint32(directory + 24, 0x7fffffff, true);
    expect(() => readTabulation(zip, 'bomb.zip')).toThrow(/larger than 128 MiB/);
  });
});

describe('the file that is configured', () => {
  test('is read from its path', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'icd11-')), 'table.tsv');
    writeFileSync(path, many);
    expect(openTabulation(path)?.title('1X00', 'en')).toBe('Invented disease');
  });

  test('may be none', () => {
    expect(openTabulation(null)).toBeUndefined();
  });

  test('that does not exist stops the start', () => {
    expect(() => openTabulation('/nowhere/table.tsv')).toThrow(
      new InvalidTabulation('/nowhere/table.tsv', null, 'cannot be read'),
    );
  });
});

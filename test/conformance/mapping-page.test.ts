import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { mappingPage } from '../../.scripts/mapping-page/page.js';

const PAGE = new URL('../../docs/mapping.md', import.meta.url);

const page = readFileSync(PAGE, 'utf8');

/** Cells of a field's row. */
function rowOf(section: string, field: string): string[] {
  const part = page.split(/^## /m).find((one) => one.startsWith(`${section}\n`)) ?? '';
  const row = part.split('\n').find((line) => line.startsWith(`| \`${field}\` |`));
  return row?.split(' | ') ?? [];
}

describe('docs/mapping.md', () => {
  test('is what `npm run docs` makes of the code as it is', () => {
    expect(page).toBe(mappingPage());
  });

  test('links to files that are there, by names that are defined', () => {
    const defined = new Map(
      [...page.matchAll(/^\[(\S+)\]: (\S+)$/gm)].map(([, name = '', path = '']) => [name, path]),
    );
    const used = [...page.matchAll(/\]\[([\w-]+)\]/g)].map(([, name = '']) => name);
    expect([...new Set(used)].sort()).toEqual([...defined.keys()].sort());
    for (const path of defined.values())
      expect([path, existsSync(new URL(path, PAGE))]).toEqual([path, true]);
  });

  test('tells null, absent and 0 of a finding apart', () => {
    const [, , element, codes, empty] = rowOf('Preliminary findings', '/malignancy');
    expect(element).toMatch(/^`Observation\.valueQuantity\.value` of \[preliminary-finding\]/);
    expect(codes).toMatch(/^DICOM `111047`<br>\[dermatology-ai\]\S+ `malignancy`<br>UCUM `%`$/);
    expect(empty?.split('<br>')).toEqual([
      'null: no `Observation.valueQuantity`; instead `Observation.dataAbsentReason` = unknown',
      expect.stringMatching(/^absent: no \[preliminary-finding\]/),
      expect.stringMatching(/^0: a value like any other/),
    ]);
  });

  test('tells which component and which part of an annotation', () => {
    expect(rowOf('Metrics', '/entropy')[2]).toMatch(
      /^`Observation\.component:entropy\.valueQuantity\.value` of/,
    );
    expect(rowOf('Annotations', '/[]/confidence')[2]).toMatch(
      /^`Media\.extension:annotation\.extension:confidence\.valueQuantity\.value` of/,
    );
  });

  test('tells what is kept back', () => {
    expect(rowOf('Report', '/url')[2]).toMatch(/it is not carried/);
    expect(rowOf('Photographs', '/[]/media/url')[2]).toMatch(/it stays inside/);
  });
});

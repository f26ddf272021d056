import { describe, expect, test } from '@jest/globals';
import { withoutHandles } from '../../../../src/serve/interaction/without-handles.js';
import { mappingFiles, mappingJson } from '../../../helpers/mapping.js';

const UUID = '8882f4e1-11e6-5c4e-9d7e-2f1f9b1c3a55';
const masked = (name: string, value: string) => withoutHandles([[name, value]])[0]?.[1];

describe('what a search leaves as it is', () => {
  test.each([
    ['_cursor', 'WyJhIiwiYWZ0ZXIiLDE3NzA5OTQ3MDc'.repeat(3)],
    ['subject', `Patient/${'e63wRTbPfr1p8UW81d8Seiw3'.repeat(2)}`],
    ['encounter:identifier', `urn:visits|${'0123456789abcdef'.repeat(4)}`],
    ['status', 'http://hl7.org/fhir/diagnostic-report-status|preliminary'],
    ['subject', `https://ehr.test/a-rather-long-base-of-some-server/Patient/${UUID}`],
    ['conclusion:text', 'psoriasis of the elbows and of the knees and of the scalp'],
    ['_id', UUID],
    ['code', String.raw`a\,b\x|c\$d`],
  ])('%s=%s', (name, value) => {
    expect(masked(name, value)).toBe(value);
  });

  test('every id and URL that is published', () => {
    for (const file of mappingFiles) {
      const { id, url } = mappingJson(file) as { id: string; url?: string };
      expect([masked('_id', id), masked('url', url ?? 'x')]).toEqual([id, url ?? 'x']);
    }
  });
});

test.each([`${'VwRsTkQ sqDM '.repeat(4)}ERRRvwDDQ==`, `${'a8Kd03kfLw9cMx7Qh2Zt'.repeat(2)} 4fG`])(
  'a handle whose plus signs have become blanks is masked wherever it is: %s',
  (value) => {
    const plain = masked('identifier', value);
    expect(plain).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(masked('_tag', value)).toBe(plain);
    expect(masked('encounter:identifier', `urn:visits|${value}`)).toBe(`urn:visits|${plain}`);
  },
);

test('what is masked once stays so: the next page repeats it', () => {
  const [[, once] = ['', '']] = withoutHandles([['identifier', `x|${'Ab+/'.repeat(20)}`]]);
  expect(once).toMatch(/^x\|sha256:[0-9a-f]{64}$/);
  expect(masked('identifier', once)).toBe(once);
  expect(masked('_tag', once)).toBe(once);
});

import { describe, expect, test } from '@jest/globals';
import { check } from '../../../../src/fhir/check/check.js';
import { terminologyCapabilities } from '../../../../src/serve/terminology/terminology-capabilities.js';
import { createLibrary } from '../../../../src/terminology/library/library.js';
import { readTabulation } from '../../../../src/terminology/icd11/read-tabulation.js';
import { mappingFiles, mappingJson } from '../../../helpers/mapping.js';

const service = { name: 'derm-fhir-gateway', version: '9.9.9', baseUrl: 'https://gateway.test/fhir' };
const urls = mappingFiles
  .filter((file) => file.startsWith('CodeSystem-'))
  .map((file) => (mappingJson(file) as { url: string }).url);

describe('the TerminologyCapabilities', () => {
  test('list every code system that is published, with its version', () => {
    const statement = terminologyCapabilities(service, createLibrary());
    expect(check(statement)).toEqual([]);
    expect(statement.codeSystem?.map(({ uri }) => uri)).toEqual(urls);
    expect(statement.codeSystem?.map(({ version }) => version?.[0]?.code)).toEqual(urls.map(() => '0.1.0'));
  });

  test("list ICD-11 only with the operator's table, and no release of it", () => {
    const table = new TextEncoder().encode('code\ttitle_en\nZA00\tMoon rash');
    const tabulation = readTabulation(table, 'table.tsv');
    const statement = terminologyCapabilities(service, createLibrary({ tabulation }));
    expect(check(statement)).toEqual([]);
    expect(statement.codeSystem?.at(-1)?.uri).toBe('http://id.who.int/icd/release/11/mms');
    expect(statement.codeSystem?.at(-1)?.version?.[0]).not.toHaveProperty('code');
  });

  test('name the parameters of $expand that change the expansion', () => {
    const names = terminologyCapabilities(service, createLibrary()).expansion?.parameter?.map(
      ({ name }) => name,
    );
    expect(names).toEqual(expect.arrayContaining(['filter', 'offset', 'count', 'displayLanguage']));
    expect(names).not.toContain('url');
  });
});

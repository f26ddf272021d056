import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callByGet, errorIn, parametersIn, partsOf, valueOf } from '../../../helpers/call-operation.js';
import { startTestGateway, type TestGateway } from '../../../helpers/gateway.js';

/* All diseases here are invented, and so are their codes: the titles of ICD-11 belong to WHO. */

const system = 'http://id.who.int/icd/release/11/mms';
const TABLE = ['code\ttitle_en\ttitle_es', 'ZA00\tMoon rash\tSarpullido lunar', 'XZ9Z\tHidden\tOculto'];

let gateway: TestGateway;
beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'icd11-')), 'table.tsv');
  writeFileSync(file, TABLE.join('\n'));
  gateway = await startTestGateway({ ICD11_TABULATION: file });
});
afterAll(() => gateway.close());

const lookup = (parameters: Record<string, string>) =>
  callByGet({ service: gateway.url, path: 'CodeSystem/$lookup' }, { system, ...parameters });
const validate = (parameters: Record<string, string>) =>
  callByGet({ service: gateway.url, path: 'CodeSystem/$validate-code' }, { url: system, ...parameters });

describe("ICD-11 in the operator's table", () => {
  test('is looked up with its titles, without a version that nobody knows', async () => {
    const answer = parametersIn(await lookup({ code: 'ZA00' }));
    expect(valueOf(answer, 'display')).toBe('Moon rash');
    expect(valueOf(answer, 'version')).toBeUndefined();
    expect(partsOf(answer, 'designation')).toEqual([
      { language: 'en', value: 'Moon rash' },
      { language: 'es', value: 'Sarpullido lunar' },
    ]);
  });

  test('answers in the language that is wanted, if the table has it', async () => {
    const display = async (displayLanguage: string) =>
      valueOf(parametersIn(await lookup({ code: 'ZA00', displayLanguage })), 'display');
    expect(await display('es-MX')).toBe('Sarpullido lunar');
    expect(await display('fr')).toBe('Moon rash');
    const wanted = parametersIn(await lookup({ code: 'ZA00', property: 'lang.es' }));
    expect(partsOf(wanted, 'designation')).toEqual([{ language: 'es', value: 'Sarpullido lunar' }]);
  });

  test.each([
    [{ code: 'ZA00' }, true],
    [{ code: 'ZA00', display: 'sarpullido  Lunar' }, true],
    [{ code: 'ZA00', display: 'Sun rash' }, false],
    [{ code: 'ZA00&XZ9Z' }, true],
    [{ code: 'ZA00&XZ9Y' }, false],
    [{ code: 'XZ9Z&ZA00' }, false],
    [{ code: 'za00' }, false],
    [{ code: 'ZA01' }, false],
  ])('validates %j: %s', async (parameters: Record<string, string>, result) => {
    expect(valueOf(parametersIn(await validate(parameters)), 'result')).toBe(result);
  });

  test('has no entry for other codes, and no release that could be asked for', async () => {
    expect(errorIn(await lookup({ code: 'ZA01' }))).toMatch(/^404 not-found/);
    expect(errorIn(await lookup({ code: 'ZA00', version: '2025-01' }))).toMatch(/^404 not-found/);
  });
});

import { describe, expect, test } from '@jest/globals';
import { callByGet, callByPost, errorIn, parametersIn, valueOf } from '../../../helpers/call-operation.js';
import { callsOfGateway } from './calls-of-gateway.js';
import { SEVERITY, SITES } from './canonicals.js';

const call = callsOfGateway();

describe('CodeSystem/$lookup', () => {
  const lookup = (parameters: Record<string, string>) => callByGet(call('CodeSystem/$lookup'), parameters);

  test('gives what R4 names, and nothing that is not asked for', async () => {
    const all = parametersIn(await lookup({ system: SEVERITY, code: '2' }));
    expect(all.parameter?.map(({ name }) => name)).toEqual(['name', 'version', 'display', 'property']);
    const some = parametersIn(await lookup({ system: SEVERITY, code: '2', property: 'display' }));
    expect(some.parameter).toEqual([
      { name: 'name', valueString: 'Severity grades of a dermatology AI' },
      { name: 'display', valueString: 'moderate' },
    ]);
  });

  test('takes a coding by POST', async () => {
    const coding = { system: SEVERITY, version: '0.1.0', code: '2' };
    const answer = await callByPost(call('CodeSystem/$lookup'), [{ name: 'coding', valueCoding: coding }]);
    expect(valueOf(parametersIn(answer), 'display')).toBe('moderate');
  });

  test.each([
    [
      'a code that is not there',
      { system: SEVERITY, code: '7' },
      '404 not-found: The code system has no such code.',
    ],
    [
      'a code that a fragment does not have',
      { system: SITES, code: 'antennaLeft' },
      '404 not-found: The code is not among those that are known here. The code system may have more of them.',
    ],
    [
      'another code system',
      { system: 'http://loinc.org', code: '1-8' },
      '404 not-found: There is no such CodeSystem here.',
    ],
    [
      'ICD-11 without a tabulation',
      { system: 'http://id.who.int/icd/release/11/mms', code: 'ED80' },
      '404 not-found: There is no such CodeSystem here.',
    ],
    [
      'another version',
      { system: SEVERITY, version: '9', code: '2' },
      '404 not-found: There is no such CodeSystem here.',
    ],
    ['no system', { code: '2' }, '400 required: Parameter system must be given with code.'],
    [
      'no code',
      { system: SEVERITY },
      '400 required: Exactly one of the parameters code and coding must be given.',
    ],
    [
      'a date',
      { system: SEVERITY, code: '2', date: '2020' },
      '400 not-supported: Parameter date is not supported here.',
    ],
  ])('refuses %s', async (_what, parameters: Record<string, string>, error) => {
    expect(errorIn(await lookup(parameters))).toBe(error);
  });
});

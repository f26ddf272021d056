import { describe, expect, test } from '@jest/globals';
import { callByGet, errorIn, parametersIn, valueOf } from '../../../helpers/call-operation.js';
import { callsOfGateway } from './calls-of-gateway.js';
import { IG, SEVERITY, SNOMED } from './canonicals.js';

const call = callsOfGateway();

describe('ValueSet/$validate-code', () => {
  const validate = (parameters: Record<string, string>) =>
    callByGet(call('ValueSet/$validate-code'), { url: `${IG}/ValueSet/body-site`, ...parameters });
  const NOT_IN_SET = 'The code is not in the value set.';

  test.each([
    [
      'a code of a code system that is not known here',
      { system: SNOMED, code: '82169009' },
      [true, undefined, 'Structure of left knee region'],
    ],
    [
      'a code that the value set does not list',
      { system: SNOMED, code: '404684003' },
      [false, NOT_IN_SET, undefined],
    ],
    [
      'a code of another code system',
      { system: SEVERITY, code: '1' },
      [false, 'The value set has no codes of this code system.', undefined],
    ],
    [
      'a display where none is known',
      { system: SNOMED, code: '29624005', display: 'Right half of head' },
      [true, 'The code is there; it has no display to compare with.', undefined],
    ],
  ])('judges %s', async (_what, parameters: Record<string, string>, verdict) => {
    const answer = parametersIn(await validate(parameters));
    expect(['result', 'message', 'display'].map((name) => valueOf(answer, name))).toEqual(verdict);
  });

  test('knows the version of a code system', async () => {
    const of = call('ValueSet/{id}/$validate-code', 'severity');
    const asked = { system: SEVERITY, code: '1' };
    expect(valueOf(parametersIn(await callByGet(of, { ...asked, systemVersion: '0.1.0' })), 'result')).toBe(
      true,
    );
    const other = parametersIn(await callByGet(of, { ...asked, systemVersion: '9' }));
    expect(valueOf(other, 'message')).toBe('The code system is not known here in this version.');
  });

  test.each([
    [
      'a code without its system',
      { code: '82169009' },
      '400 required: Parameter system must be given with code.',
    ],
    [
      'an unknown value set',
      { url: `${IG}/ValueSet/x`, system: SNOMED, code: '1' },
      '404 not-found: There is no such ValueSet here.',
    ],
    [
      'a value set in another version',
      { valueSetVersion: '9', system: SNOMED, code: '1' },
      '404 not-found: There is no such ValueSet here.',
    ],
  ])('refuses %s', async (_what, parameters: Record<string, string>, error) => {
    expect(errorIn(await validate(parameters))).toBe(error);
  });
});

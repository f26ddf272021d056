import { describe, expect, test } from '@jest/globals';
import type { ParametersParameter } from 'fhir/r4.js';
import { callByGet, callByPost, errorIn, parametersIn, valueOf } from '../../../helpers/call-operation.js';
import { callsOfGateway } from './calls-of-gateway.js';
import { SEVERITY } from './canonicals.js';

const call = callsOfGateway();

describe('CodeSystem/$validate-code', () => {
  test.each([
    ['a code', { code: '1' }, [true, undefined, 'low']],
    ['its display, in any letter case', { code: '1', display: 'LOW' }, [true, undefined, 'low']],
    [
      'the display of another code',
      { code: '1', display: 'high' },
      [false, 'The code is there, but the display is not one of its names.', 'low'],
    ],
    ['a code that is not there', { code: 'low' }, [false, 'The code system has no such code.', undefined]],
    [
      'a code that looks like a property',
      { code: '__proto__' },
      [false, 'The code system has no such code.', undefined],
    ],
  ])('judges %s', async (_what, parameters: Record<string, string>, verdict) => {
    const path = 'CodeSystem/$validate-code';
    const answers = [
      await callByGet(call('CodeSystem/{id}/$validate-code', 'severity'), parameters),
      await callByGet(call(path), { url: SEVERITY, ...parameters }),
      await callByPost(call(path), [
        { name: 'url', valueUri: SEVERITY },
        { name: 'coding', valueCoding: { system: SEVERITY, ...parameters } },
      ]),
    ];
    for (const answer of answers.map(parametersIn))
      expect(['result', 'message', 'display'].map((name) => valueOf(answer, name))).toEqual(verdict);
  });

  test('takes a concept with one good coding among others', async () => {
    const codeableConcept = (...codes: string[]): ParametersParameter => ({
      name: 'codeableConcept',
      valueCodeableConcept: {
        coding: [
          { system: 'http://loinc.org', code: '1' },
          ...codes.map((code) => ({ system: SEVERITY, code })),
        ],
      },
    });
    const of = call('CodeSystem/{id}/$validate-code', 'severity');
    expect(valueOf(parametersIn(await callByPost(of, [codeableConcept('9', '3')])), 'display')).toBe('high');
    const refused = parametersIn(await callByPost(of, [codeableConcept()]));
    expect(valueOf(refused, 'message')).toBe('The coding belongs to another code system.');
  });

  test.each([
    [
      'an unknown code system',
      { url: 'http://loinc.org', code: '1' },
      '404 not-found: There is no such CodeSystem here.',
    ],
    [
      'no code system',
      { code: '1' },
      '400 required: The canonical URL must be given, or the id in the path.',
    ],
    [
      'no code',
      { url: SEVERITY },
      '400 required: Exactly one of the parameters code, coding and codeableConcept must be given.',
    ],
  ])('refuses %s', async (_what, parameters: Record<string, string>, error) => {
    expect(errorIn(await callByGet(call('CodeSystem/$validate-code'), parameters))).toBe(error);
  });
});

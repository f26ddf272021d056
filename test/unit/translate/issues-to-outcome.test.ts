import { describe, expect, test } from '@jest/globals';
import { check } from '../../../src/fhir/check/check.js';
import { issuesToOutcome } from '../../../src/translate/issues-to-outcome.js';

const doubt = {
  severity: 'warning',
  kind: 'score-outside-bands',
  rawPointer: '/result',
  text: 'Odd.',
} as const;

describe('issues as an OperationOutcome', () => {
  test('say where in the report and where in FHIR', () => {
    const { issue } = issuesToOutcome([{ ...doubt, fhirPath: 'Observation.value' }]);
    expect(issue).toEqual([
      {
        severity: 'warning',
        code: 'value',
        details: { text: 'Odd.' },
        diagnostics: '/result',
        expression: ['Observation.value'],
      },
    ]);
  });

  test('about the whole report have no pointer, for FHIR has no empty strings', () => {
    const outcome = issuesToOutcome([{ ...doubt, rawPointer: '' }]);
    expect(outcome.issue[0]).not.toHaveProperty('diagnostics');
    expect(check(outcome)).toEqual([]);
  });

  test('that there are none of still say so, for FHIR has no empty lists', () => {
    expect(issuesToOutcome([]).issue).toMatchObject([{ severity: 'information', code: 'informational' }]);
  });

  test('keep the code of a finding of the self-check', () => {
    const finding = {
      severity: 'error',
      code: 'invariant',
      expression: 'Bundle',
      diagnostics: 'bdl-7',
    } as const;
    expect(issuesToOutcome([], [finding]).issue).toEqual([
      { severity: 'error', code: 'invariant', details: { text: 'bdl-7' }, expression: ['Bundle'] },
    ]);
  });
});

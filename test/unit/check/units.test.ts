import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { isUcum } from '../../../src/fhir/check/rules/ucum.js';
import { resourceOf } from './acne-bundle.js';
import { put, refusedPlaces, remove, testRefusals } from './refusals.js';

describe('quantities', () => {
  testRefusals(
    () => resourceOf('Observation'),
    [
      [
        'a code without its system (qty-3)',
        [remove('/valueQuantity/system')],
        'Observation.valueQuantity.system',
      ],
      [
        'UCUM under an address that is not its own',
        [put('/valueQuantity/system', 'https://unitsofmeasure.org')],
        'Observation.valueQuantity.system',
      ],
      ['a word as code', [put('/valueQuantity/code', 'percent')], 'Observation.valueQuantity.code'],
      ['UCUM in other letter case', [put('/valueQuantity/code', 'KG')], 'Observation.valueQuantity.code'],
      [
        'a comparator where a simple quantity belongs',
        [put('/referenceRange', [{ low: { value: 1, comparator: '<' } }])],
        'Observation.referenceRange[0].low.comparator',
      ],
      [
        'a comparator that is none',
        [put('/valueQuantity/comparator', '~')],
        'Observation.valueQuantity.comparator',
      ],
    ],
  );

  test('accept codes of other systems and units without code', () => {
    const observation = resourceOf('Observation');
    expect(refusedPlaces({ ...observation, valueQuantity: { value: 1, unit: 'percent' } })).toEqual([]);
    const valueQuantity = { value: 1, system: 'https://a.example/units', code: 'percent' };
    expect(refusedPlaces({ ...observation, valueQuantity })).toEqual([]);
  });
});

describe('UCUM', () => {
  test.each([
    '%',
    '1',
    's',
    '{score}',
    '{pixels}',
    'mg/dL',
    'mmol/L',
    '10*3/uL',
    '10^9/L',
    '/min',
    'mL/min/{1.73_m2}',
    'mL/(24.h)',
    'm[H2O]',
    '[in_i]',
    'kg.m/s2',
    'm2',
    'm-2',
    'dB',
    "[arb'U]/mL",
    'cal_[15]',
    'ug/(100.g)',
    'Cel',
    '%{inhibition}',
    'B[10.nV]',
    'kat/kg',
  ])('has %s', (code) => {
    expect(isUcum(code)).toBe(true);
  });

  test.each([
    '',
    'percent',
    'score',
    'KG',
    'mg/',
    '.mg',
    'mg//dL',
    'mg dL',
    'k%',
    'mg{',
    'mg}',
    '{a}{b}',
    'mg(',
    '(mg',
    'mg)',
    '()',
    'mg/dl^',
    'µg',
    '(m){a}',
    'm{a}2',
    'hour',
    'tablet',
    'kilogram',
    'm..s',
    '/',
    '{a',
    'm'.repeat(300),
  ])('does not have %p', (code) => {
    expect(isUcum(code)).toBe(false);
  });

  test('has every unit and every combination that LOINC uses', () => {
    const file = createRequire(import.meta.url).resolve('@lhncbc/ucum-lhc/data/ucumDefs.min.json');
    const { units } = JSON.parse(readFileSync(file, 'utf8')) as {
      units: { config: unknown[]; data: unknown[][] };
    };
    const column = units.config.indexOf('csCode_');
    const codes = units.data.map((row) => String(row[column]).trim());
    expect(codes.length).toBeGreaterThan(700);
    expect(codes.filter((code) => !isUcum(code))).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { ICD11_CODE, ICD11_ENTRY } from '../../../src/fhir/icd11-code.js';

describe('an ICD-11 code', () => {
  test.each([
    'ED80',
    'EA90.42',
    '1E90',
    '2F20.Z',
    'EH90.Z',
    '1A00&XN8P1',
    'NC53.Y&XK8G/PA71&XE5UF',
    '1D01.0Y/1G41/1G40',
  ])('%s has the shape', (code) => {
    expect(code).toMatch(ICD11_CODE);
  });

  test.each([
    ['ed80', 'small letters'],
    ['EO80', 'the letter O, which is not used'],
    ['EI80', 'the letter I, which is not used'],
    ['V00', 'a digit in second place'],
    ['L40.9', 'an ICD-10 code'],
    ['C44', 'an ICD-10 code'],
    ['1A0', 'too short'],
    ['ED80.', 'an empty subcategory'],
    ['ED80.123', 'a subcategory too deep'],
    ['257068234', 'an entity id'],
    ['EA90.42, EA90.5Y', 'a list'],
    ['XN8P1', 'an extension code without a stem'],
    ['1A00&', 'an empty part'],
    ['/1A00', 'an empty part'],
    ['XN8P1&1A00', 'an extension code in first place'],
    ['1A00&1A01', 'a stem in the place of an extension code'],
    ['ED80 ', 'a blank'],
    ['ED80\n', 'a line break'],
    ['', 'nothing'],
  ])('%j has not: %s', (code) => {
    expect(code).not.toMatch(ICD11_CODE);
  });
});

describe('an entry of the classification', () => {
  test.each(['ED80', '2F20.Z', 'XN8P1', 'XK8G'])('%s has the shape', (code) => {
    expect(code).toMatch(ICD11_ENTRY);
  });

  test.each(['1A00&XN8P1', 'BlockL1-1A0', '01', 'X', ''])('%j has not', (code) => {
    expect(code).not.toMatch(ICD11_ENTRY);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseScope, permissionsOf } from '../../../src/auth/scope.js';
import { PROPERTY_SEED } from '../../property/assert-property.js';

describe('a scope', () => {
  test.each([
    ['system/DiagnosticReport.read', 'DiagnosticReport', 'rs'],
    ['system/DiagnosticReport.write', 'DiagnosticReport', 'cud'],
    ['system/DiagnosticReport.*', 'DiagnosticReport', 'cruds'],
    ['system/*.read', '*', 'rs'],
    ['system/*.*', '*', 'cruds'],
    ['system/*.cruds', '*', 'cruds'],
    ['system/Observation.rs', 'Observation', 'rs'],
    ['system/Observation.r', 'Observation', 'r'],
    ['system/Observation.s', 'Observation', 's'],
    ['system/Observation.cud', 'Observation', 'cud'],
  ])('%s gives %s the letters %s', (text, type, letters) => {
    expect(parseScope(text)).toEqual({ kind: 'resource', type, letters });
  });

  test.each(['gateway/admin', 'gateway/push.write'] as const)('%s is one of the gateway’s own', (scope) => {
    expect(parseScope(scope)).toEqual({ kind: 'gateway', scope });
  });

  test.each([
    ['a user’s', 'user/DiagnosticReport.rs'],
    ['a patient’s', 'patient/DiagnosticReport.read'],
    ['one with a restriction', 'system/Observation.rs?category=laboratory'],
    ['one with an empty restriction', 'system/Observation.rs?'],
    ['letters out of order', 'system/Observation.sr'],
    ['a letter twice', 'system/Observation.rr'],
    ['an unknown letter', 'system/Observation.x'],
    ['no letters', 'system/Observation.'],
    ['an unknown word', 'system/Observation.reads'],
    ['a word in capitals', 'system/Observation.READ'],
    ['no type', 'system/.read'],
    ['a type in small letters', 'system/observation.read'],
    ['a type with something after it', 'system/Observation*.read'],
    ['no rights', 'system/Observation'],
    ['something before it', ' system/Observation.rs'],
    ['a line after it', 'system/Observation.rs\n'],
    ['an unknown context', 'launch/patient'],
    ['a gateway scope that there is not', 'gateway/*'],
    ['an inherited property', 'system/Observation.constructor'],
    ['an inherited property that is short', 'system/Observation.at'],
    ['nothing', ''],
  ])('that is %s gives nothing', (_what, text) => {
    expect(parseScope(text)).toBeNull();
  });
});

describe('scopes together', () => {
  test('permit what one of them permits, of the types they name', () => {
    const given = permissionsOf(['system/Observation.r', 'system/Observation.s', 'system/*.d']);
    expect([given.may('read', 'Observation'), given.may('search', 'Observation')]).toEqual([true, true]);
    expect([given.may('delete', 'Observation'), given.may('delete', 'Media')]).toEqual([true, true]);
    expect([given.may('read', 'Media'), given.may('search', 'Media')]).toEqual([false, false]);
    expect(given.has('gateway/admin')).toBe(false);
  });

  test('of FHIR never administer the gateway, nor the other way round', () => {
    expect(permissionsOf(['system/*.cruds']).has('gateway/admin')).toBe(false);
    const given = permissionsOf(['gateway/admin']);
    expect([given.has('gateway/admin'), given.has('gateway/push.write'), given.may('read', 'Media')]).toEqual(
      [true, false, false],
    );
  });

  test('to push let its Tasks be read and searched, and nothing else', () => {
    const given = permissionsOf(['gateway/push.write', 'system/Task.d']);
    expect([given.may('read', 'Task'), given.may('search', 'Task'), given.may('delete', 'Task')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(permissionsOf(['gateway/push.write']).may('delete', 'Task')).toBe(false);
    expect([
      given.may('read', 'DiagnosticReport'),
      permissionsOf(['gateway/admin']).may('read', 'Task'),
    ]).toEqual([false, false]);
  });

  test('give something when one of them does', () => {
    const gives = (...scopes: string[]) => permissionsOf(scopes).isGrantedAnything;
    expect([gives(), gives('user/*.rs', 'openid', 'system/*.rs?_id=1')]).toEqual([false, false]);
    expect([gives('user/*.rs', 'system/Patient.r'), gives('gateway/push.write')]).toEqual([true, true]);
  });

  test('permit nothing when there are none', () => {
    const given = permissionsOf([]);
    expect([given.may('read', '*'), given.may('search', 'Media'), given.has('gateway/admin')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('permit reading exactly when a system scope of the type has an r in its place', () => {
    const context = fc.constantFrom('system', 'user', 'patient');
    const type = fc.constantFrom('*', 'Media', 'Observation');
    const rights = fc.string({ unit: fc.constantFrom('c', 'r', 'u', 'd', 's'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(context, type, rights), { maxLength: 4 }), (parts) => {
        const scopes = parts.map(([where, what, letters]) => `${where}/${what}.${letters}`);
        const isInOrder = (letters: string) => /^c?r?u?d?s?$/.test(letters);
        const expected = parts.some(
          ([where, what, letters]) =>
            where === 'system' &&
            ['*', 'Media'].includes(what) &&
            letters.includes('r') &&
            isInOrder(letters),
        );
        expect(permissionsOf(scopes).may('read', 'Media')).toBe(expected);
      }),
      { seed: PROPERTY_SEED },
    );
  });
});

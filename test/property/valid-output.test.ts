import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readReport } from '../../src/raw/read-report.js';
import { createTranslator } from '../../src/translate/translator.js';
import { errorsOf } from '../conformance/finding.js';
import { validateWithJsonSchema } from '../conformance/json-schema.js';
import { validateWithMedplum } from '../conformance/medplum.js';
import { validateAll } from '../conformance/validate-all.js';
import { testContext } from '../helpers/context.js';
import { document } from './arbitraries/document.js';
import { request } from './arbitraries/request.js';
import { assertProperty } from './assert-property.js';

const translator = createTranslator({ context: testContext() });

describe('any report', () => {
  test('becomes FHIR that the self-check, the R4 schema and Medplum accept', () => {
    assertProperty(
      fc.property(document(), request(), (json, asked) => {
        const { bundle, findings } = translator(readReport(json), asked);
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(errorsOf(validateWithJsonSchema(bundle))).toEqual([]);
        expect(errorsOf(validateWithMedplum(bundle))).toEqual([]);
      }),
      300,
    );
  }, 120_000);

  test('becomes FHIR that all four validators accept, every R4 invariant included', () => {
    assertProperty(
      fc.property(document(), request(), (json, asked) => {
        expect(errorsOf(validateAll(translator(readReport(json), asked).bundle))).toEqual([]);
      }),
      100,
    );
  }, 120_000);
});

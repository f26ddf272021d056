import { describe, expect, test } from '@jest/globals';
import { readReport } from '../../../src/raw/read-report.js';
import { rawJson } from '../../helpers/fixture.js';
import { patched } from '../../helpers/patch.js';
import { oddities, readAcne, refusals } from './reading.js';

const acne = rawJson('acne-full');
const bare = (acne as { data: unknown }).data;

describe('the envelope', () => {
  test('makes no difference to what is read, only to where it is', () => {
    expect(readReport(bare).report).toEqual(readReport(acne).report);
    expect(readReport(acne).pointerOf('/result/id')).toBe('/data/result/id');
    expect(readReport(bare).pointerOf('/result/id')).toBe('/result/id');
  });

  test("and report of the vendor's example have nothing odd", () => {
    expect(readReport(acne).issues).toEqual([]);
  });

  test.each([false, null, 'true', 1, undefined])('with success %p is a failure of the vendor', (success) => {
    expect(refusals(() => readAcne({ '/success': success }))).toEqual(['vendor-failure /success']);
  });

  test("of the vendor's failures is a failure, data or not", () => {
    const failure = { success: false, message: 'Diagnostic report not found', errorCode: 'X', data: null };
    expect(refusals(() => readReport(failure))).toEqual(['vendor-failure /success']);
    expect(refusals(() => readReport({ ...failure, data: bare }))).toEqual(['vendor-failure /success']);
  });

  test.each([
    [null, 'required /data'],
    [undefined, 'required /data'],
    ['text', 'type /data'],
    [[], 'type /data'],
  ])('with data %p holds no report', (data, refused) => {
    expect(refusals(() => readAcne({ '/data': data }))).toEqual([refused]);
  });

  test('that has an error code in spite of its success is read with a doubt', () => {
    expect(oddities(readAcne({ '/errorCode': 'E1' }))).toEqual(['error-code-despite-success /errorCode']);
  });

  test('with unknown members is read, and they are named', () => {
    expect(oddities(readAcne({ '/traceId': 'abc' }))).toEqual(['unknown-key /traceId']);
  });
});

describe('what is no raw report', () => {
  test.each([[null], [undefined], [0], [''], [true], [[]], [[bare]]])('%p is refused', (document) => {
    expect(refusals(() => readReport(document))).toEqual(['type ']);
  });

  test('an object without an id is refused', () => {
    expect(refusals(() => readReport({}))).toEqual(['required /id']);
  });

  test('a FHIR resource, such as the FHIR view of the vendor, is refused as what it is', () => {
    const view = { resourceType: 'DiagnosticReport', id: 'x' };
    expect(refusals(() => readReport(view))).toEqual(['fhir-not-raw /resourceType']);
    expect(refusals(() => readReport(patched(acne, { '/data': view })))).toEqual([
      'fhir-not-raw /data/resourceType',
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { readFetched } from '../../../src/vendor/read-fetched.js';
import { VendorFailure } from '../../../src/vendor/failure.js';
import { rawText } from '../../helpers/fixture.js';

function failureOf(text: string): VendorFailure {
  try {
    readFetched(text);
  } catch (error) {
    if (error instanceof VendorFailure) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('readFetched', () => {
  test('reads a report', () => {
    expect(readFetched(rawText('acne-full')).report.id).toBe('0189bafa-0610-7349-a0ab-eb53695b27fd');
  });

  test.each(['false', 'null', '"true"', '0'])(
    'takes success: %s for a refusal, HTTP 200 or not',
    (success) => {
      const failure = failureOf(
        `{"success":${success},"errorCode":"ANALYSIS_FAILED","message":"x","data":null}`,
      );
      expect(failure).toMatchObject({
        kind: 'refused',
        status: 200,
        errorCode: 'ANALYSIS_FAILED',
        answer: { httpStatus: 502, issueCode: 'processing' },
      });
    },
  );

  test.each([
    ['nothing', ''],
    ['half a document', rawText('acne-full').slice(0, 1_000)],
    ['a web page', '<h1>Maintenance</h1>'],
    ['no object', '[]'],
    ['an empty envelope', '{"success":true,"data":null}'],
  ])('takes %s for an answer without a report', (_name, text) => {
    const failure = failureOf(text);
    expect(failure).toMatchObject({ kind: 'structure', answer: { httpStatus: 502, issueCode: 'structure' } });
    expect(failure.violations).not.toHaveLength(0);
  });

  test('names the places that broke a rule, and not what stood there', () => {
    const text = rawText('acne-full').replace('"probability": 99.65', '"probability": "canary-value"');
    const failure = failureOf(text);
    expect(failure.violations.map(({ pointer }) => pointer)).toEqual([
      '/data/result/conclusions/0/probability',
    ]);
    expect(JSON.stringify(failure) + failure.message).not.toContain('canary-value');
  });
});

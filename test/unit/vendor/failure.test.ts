import { describe, expect, test } from '@jest/globals';
import { FAILURE_ANSWERS, VendorFailure, type VendorFailureKind } from '../../../src/vendor/failure.js';

const kinds = Object.keys(FAILURE_ANSWERS) as VendorFailureKind[];

describe('VendorFailure', () => {
  test.each([
    ['not-found', 404, 'not-found'],
    ['unauthorised', 502, 'exception'],
    ['throttled', 503, 'throttled'],
    ['transient', 502, 'transient'],
    ['timeout', 504, 'timeout'],
    ['refused', 502, 'processing'],
    ['structure', 502, 'structure'],
    ['too-large', 502, 'too-long'],
    ['bad-request-id', 400, 'value'],
    ['bad-locale', 400, 'value'],
    ['redirected', 502, 'exception'],
    ['unreachable', 502, 'transient'],
    ['overloaded', 503, 'throttled'],
    ['closing', 503, 'transient'],
  ] as const)('%s is answered with %d %s', (kind, httpStatus, issueCode) => {
    expect(new VendorFailure(kind).answer).toMatchObject({ httpStatus, issueCode });
  });

  test('never asks the caller to log in: the refused credentials are ours', () => {
    expect(kinds.map((kind) => FAILURE_ANSWERS[kind].issueCode)).not.toContain('login');
  });

  test('always says with a 503 when to come back', () => {
    const unavailable = kinds.filter((kind) => FAILURE_ANSWERS[kind].httpStatus === 503);
    expect(unavailable.map((kind) => new VendorFailure(kind).retryAfterSeconds)).toEqual([5, 5, 5]);
    expect(new VendorFailure('throttled', { retryAfterSeconds: 0 }).retryAfterSeconds).toBe(0);
    expect(new VendorFailure('not-found').retryAfterSeconds).toBeUndefined();
  });

  test('puts status and codes into its sentence, and nothing else', () => {
    const failure = new VendorFailure('refused', { status: 422, errorCode: 'NO_IMAGE', attempts: 1 });
    expect(failure.message).toBe('The vendor refused the request (HTTP 422, errorCode NO_IMAGE).');
    expect(new VendorFailure('unreachable', { transportCode: 'ECONNREFUSED' }).message).toBe(
      'The vendor cannot be reached (ECONNREFUSED).',
    );
    expect(new VendorFailure('closing').message).toBe('This gateway is shutting down.');
  });

  test('keeps no cause, since transport errors name hosts and paths', () => {
    expect(new VendorFailure('transient').cause).toBeUndefined();
  });
});

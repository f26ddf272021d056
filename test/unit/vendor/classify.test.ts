import { describe, expect, test } from '@jest/globals';
import { classifyError, classifyResponse } from '../../../src/vendor/classify.js';

describe('classifyResponse', () => {
  test.each([
    [201, 'structure', false],
    [204, 'structure', false],
    [206, 'structure', false],
    [300, 'redirected', false],
    [302, 'redirected', false],
    [308, 'redirected', false],
    [400, 'refused', false],
    [401, 'unauthorised', false],
    [403, 'unauthorised', false],
    [404, 'not-found', false],
    [407, 'unauthorised', false],
    [408, 'transient', true],
    [410, 'not-found', false],
    [422, 'refused', false],
    [425, 'transient', true],
    [429, 'throttled', true],
    [451, 'refused', false],
    [500, 'transient', true],
    [501, 'transient', false],
    [502, 'transient', true],
    [503, 'transient', true],
    [504, 'transient', true],
    [505, 'transient', false],
    [599, 'transient', true],
  ])('takes %d for %s (worth repeating: %s)', (status, kind, retryable) => {
    expect(classifyResponse({ status })).toEqual({ kind, retryable, status });
  });

  test('keeps what the vendor said', () => {
    const facts = { status: 503, retryAfterSeconds: 9, errorCode: 'BUSY' };
    expect(classifyResponse(facts)).toEqual({ kind: 'transient', retryable: true, ...facts });
  });
});

describe('classifyError', () => {
  test.each([
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', true],
    ['ETIMEDOUT', 'timeout', true],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', false],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', false],
    ['UND_ERR_HEADERS_OVERFLOW', 'too-large', false],
    ['UND_ERR_SOCKET', 'transient', true],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'transient', true],
    ['ECONNRESET', 'transient', true],
    ['EPIPE', 'transient', true],
    ['ECONNREFUSED', 'unreachable', true],
    ['EAI_AGAIN', 'unreachable', true],
    ['EHOSTUNREACH', 'unreachable', true],
    ['ENETUNREACH', 'unreachable', true],
    ['ENOTFOUND', 'unreachable', false],
    ['CERT_HAS_EXPIRED', 'unreachable', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unreachable', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable', false],
  ])('takes %s for %s (worth repeating: %s)', (code, kind, retryable) => {
    const error = Object.assign(new Error('connect to secret.example'), { code });
    expect(classifyError(error)).toEqual({ kind, retryable, transportCode: code });
  });

  test('takes a peer that does not speak HTTP for one without a report', () => {
    const error = Object.assign(new Error('Expected HTTP/'), { name: 'HTTPParserError' });
    expect(classifyError(error)).toEqual({
      kind: 'structure',
      retryable: false,
      transportCode: 'HTTP_PARSER',
    });
  });

  test.each([
    [new Error('no code')],
    [{ code: 'https://secret.example/?apiKey=x' }],
    [{ code: 'lower case' }],
    [{ code: 42 }],
    ['a string'],
    [undefined],
    [null],
  ])('repeats no code that does not look like one: %j', (error) => {
    expect(classifyError(error)).toEqual({
      kind: 'unreachable',
      retryable: false,
      transportCode: 'UNKNOWN',
    });
  });
});

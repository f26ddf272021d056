import { describe, expect, test } from '@jest/globals';
import { readAnswer, type Delivery } from '../../../src/deliver/read-answer.js';
import type { Answer } from '../../../src/deliver/send-transaction.js';
import { readTransaction } from '../../../src/deliver/transaction.js';

const ID = '0f4b1a6e-58d7-5c1e-9a51-00000000000';

const sent = readTransaction({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: ['Device', 'Observation', 'Observation', 'DiagnosticReport'].map((resourceType, index) => ({
    fullUrl: `urn:uuid:${ID}${index}`,
    resource: { resourceType, id: `${ID}${index}` },
    request: { method: 'PUT', url: `${resourceType}/${ID}${index}` },
  })),
});

function answered(status: number, body?: unknown, retryAfter?: string): Answer {
  return { kind: 'answered', status, body, retryAfter };
}

function judge(answer: Answer): Delivery {
  return readAnswer(answer, sent, Date.UTC(2026, 0, 1));
}

function response(type: string, ...statuses: (string | undefined)[]): unknown {
  return { resourceType: 'Bundle', type, entry: statuses.map((status) => ({ response: { status } })) };
}

function outcome(...issue: object[]): unknown {
  return { resourceType: 'OperationOutcome', issue };
}

describe('an answer of 2xx', () => {
  test('is a delivery when every entry was stored', () => {
    const entry = [201, 200, 201, 204].map((status, index) => ({
      response: { status: `${status} Fine`, location: `Type/${index}/_history/1` },
    }));
    const delivery = judge(answered(200, { resourceType: 'Bundle', type: 'transaction-response', entry }));
    expect(delivery).toMatchObject({ outcome: 'delivered', status: 200, issues: [] });
    expect(delivery.entries[3]).toEqual({
      index: 3,
      resource: `DiagnosticReport/${ID}3`,
      status: 204,
      location: 'Type/3/_history/1',
    });
  });

  test.each([
    ['an entry failed', 'transaction-response', ['201', '429 Too Many', '201', '201'], 'partial'],
    ['an entry was redirected', 'transaction-response', ['201', '301', '201', '201'], 'partial'],
    ['it was run as a batch', 'batch-response', ['201', '201', '201', '201'], 'partial'],
    ['an entry is missing', 'transaction-response', ['201', '201', '201'], 'unverifiable'],
    ['there are too many', 'transaction-response', ['201', '201', '201', '201', '201'], 'unverifiable'],
    ['an entry has no status', 'transaction-response', ['201', undefined, '201', '201'], 'unverifiable'],
    ['a status is no number', 'transaction-response', ['201', 'fine', '201', '201'], 'unverifiable'],
    ['the Bundle is of another type', 'searchset', ['201', '201', '201', '201'], 'unverifiable'],
    ['the Bundle is empty', 'transaction-response', [], 'unverifiable'],
  ])('is none when %s', (_why, type, statuses, expected) => {
    expect(judge(answered(200, response(type, ...statuses))).outcome).toBe(expected);
  });

  test.each([
    ['no body', undefined, 'unverifiable'],
    ['something that is not FHIR', { ok: true }, 'unverifiable'],
    ['an array', [], 'unverifiable'],
    ['an error', outcome({ severity: 'error', code: 'processing' }), 'unverifiable'],
    ['a word of warning', outcome({ severity: 'warning', code: 'processing' }), 'unverifiable'],
  ])('is none with %s', (_what, body, expected) => {
    expect(judge(answered(200, body)).outcome).toBe(expected);
  });

  test('gives what the server says about an entry together with the entry', () => {
    const failed = {
      response: {
        status: '422',
        outcome: outcome({ severity: 'error', code: 'invariant', diagnostics: 'no' }),
      },
    };
    const stored = { response: { status: '201' } };
    const { issues } = judge(
      answered(200, {
        resourceType: 'Bundle',
        type: 'batch-response',
        entry: [stored, stored, failed, stored],
      }),
    );
    expect(issues).toEqual([
      { severity: 'error', code: 'invariant', text: 'no', entry: 2, resource: `Observation/${ID}2` },
    ]);
  });
});

describe('a refusal', () => {
  test.each([
    [302, 'redirected'],
    [400, 'rejected'],
    [401, 'unauthorised'],
    [403, 'unauthorised'],
    [404, 'misconfigured'],
    [405, 'misconfigured'],
    [408, 'transient'],
    [409, 'conflict'],
    [410, 'gone'],
    [412, 'several-matches'],
    [413, 'too-large'],
    [415, 'misconfigured'],
    [418, 'rejected'],
    [422, 'rejected'],
    [429, 'throttled'],
    [500, 'transient'],
    [501, 'misconfigured'],
    [503, 'transient'],
    [599, 'transient'],
  ])('with %i is %s', (status, expected) => {
    expect(judge(answered(status))).toMatchObject({ outcome: expected, status, entries: [] });
  });

  test.each([
    ['transient', 'transient'],
    ['lock-error', 'transient'],
    ['throttled', 'throttled'],
    ['structure', 'rejected'],
  ])('with 422 and the issue type %s is %s', (code, expected) => {
    expect(judge(answered(422, outcome({ severity: 'error', code }))).outcome).toBe(expected);
  });

  test.each([
    ['7', 7],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['soon', undefined],
  ])('reads Retry-After: %s', (header, seconds) => {
    expect(judge(answered(503, undefined, header)).retryAfterSeconds).toBe(seconds);
  });
});

describe('the entry that an issue is about', () => {
  test.each([
    ['its FHIRPath', { expression: ['Bundle.entry[2].resource.code'] }, 2],
    ['its XPath', { location: ['/f:Bundle/f:entry[3]/f:resource'] }, 2],
    ['an id in the text', { diagnostics: `Observation/${ID}1 is bad` }, 1],
    ['an id in the details', { details: { text: `urn:uuid:${ID}0` } }, 0],
    ['a type that only one entry has', { expression: ['DiagnosticReport.status'] }, 3],
    ['a type that several have', { expression: ['Observation.code'] }, undefined],
    ['an index that there is not', { expression: ['Bundle.entry[9]'] }, undefined],
    ['nothing', {}, undefined],
  ])('is told from %s', (_how, place, expected) => {
    const [issue] = judge(answered(400, outcome({ severity: 'error', code: 'invalid', ...place }))).issues;
    expect(issue?.entry).toBe(expected);
  });
});

describe("a receiver's words", () => {
  test('are on one line, without escape sequences or direction marks, and bounded', () => {
    const diagnostics = `\u001b[31mred\r\nline\u202e ${'x'.repeat(1_000)}`;
    const [issue] = judge(answered(400, outcome({ severity: 'error', code: 'invalid', diagnostics }))).issues;
    expect(issue?.text).toMatch(/^\[31mred line x+…$/);
    expect(issue?.text).toHaveLength(500);
  });

  test('are read even when their shape is odd', () => {
    const odd = outcome({ severity: 3, details: 'text', diagnostics: 'kept', expression: 'not a list' });
    expect(judge(answered(400, odd)).issues).toEqual([{ severity: 'error', code: 'unknown', text: 'kept' }]);
  });

  test('are bounded in number', () => {
    const many = outcome(...Array.from({ length: 1_000 }, () => ({ severity: 'error', code: 'invalid' })));
    expect(judge(answered(400, many)).issues).toHaveLength(100);
  });
});

describe('no answer', () => {
  test.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted'],
    ['CERT_HAS_EXPIRED', 'untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted'],
    ['DEADLINE', 'unverifiable'],
    ['ECONNRESET', 'unverifiable'],
    ['UND_ERR_SOCKET', 'unverifiable'],
    ['UNKNOWN', 'unverifiable'],
  ])('for %s is %s', (code, expected) => {
    expect(judge({ kind: 'unanswered', code })).toEqual({
      outcome: expected,
      status: undefined,
      transportCode: code,
      entries: [],
      issues: [],
    });
  });
});

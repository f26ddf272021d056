import { describe, expect, test } from '@jest/globals';
import { judge as judgeAnswer } from '../../../../src/deliver/policy/judge.js';
import type { Judgement } from '../../../../src/deliver/judgement.js';
import type { Answer } from '../../../../src/deliver/send/answer.js';
import { readTransaction } from '../../../../src/deliver/plan/given-transaction.js';

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
  const form = body === undefined ? 'empty' : 'json';
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { kind: 'answered', status, form, body, headers };
}

type Interaction = 'transaction' | 'batch' | 'resource';

function judge(answer: Answer, interaction: Interaction = 'transaction'): Judgement {
  const entries = interaction === 'resource' ? sent.slice(0, 1) : sent;
  return judgeAnswer(answer, { interaction, entries }, Date.UTC(2026, 0, 1));
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
    ['an entry failed', 'transaction-response', ['201', '500', '201', '201'], 'partial'],
    ['an entry was slowed down', 'transaction-response', ['201', '429 Too Many', '500', '201'], 'throttled'],
    ['an entry was redirected', 'transaction-response', ['201', '301', '201', '201'], 'redirected'],
    ['it was run as a batch', 'batch-response', ['201', '201', '201', '201'], 'not-transactional'],
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
    ['something that is not FHIR', { ok: true }, 'misconfigured'],
    ['an array', [], 'misconfigured'],
    ['an error', outcome({ severity: 'error', code: 'processing' }), 'partial'],
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

describe('an answer of 2xx to one resource', () => {
  test('is a delivery without a body, and says where it is', () => {
    const answer = { ...answered(201), headers: { location: 'Device/17/_history/1' } };
    expect(judge(answer, 'resource')).toMatchObject({
      outcome: 'delivered',
      entries: [{ index: 0, resource: `Device/${ID}0`, status: 201, location: 'Device/17/_history/1' }],
    });
  });

  test.each([
    ['the resource', 200, { resourceType: 'Device' }, 'delivered'],
    ['a word of warning', 200, outcome({ severity: 'warning', code: 'processing' }), 'delivered'],
    ['an error', 200, outcome({ severity: 'error', code: 'processing' }), 'partial'],
    ['no promise', 202, undefined, 'unverifiable'],
    ['another resource', 200, { resourceType: 'Patient' }, 'unverifiable'],
    ['what is no resource', 200, { message: 'Please log in' }, 'misconfigured'],
  ])('with %s is %s', (_what, status, body, expected) => {
    expect(judge(answered(status, body), 'resource').outcome).toBe(expected);
  });

  test.each([
    [201, undefined, 'delivered'],
    [201, { resourceType: 'Device', id: '1' }, 'delivered'],
    // What is there already was left as it is.
    [200, { resourceType: 'Device', id: '1' }, 'unverifiable'],
    [200, undefined, 'unverifiable'],
  ])('that is to be made: %s with %j is %s', (status, body, expected) => {
    const entries = [{ index: 0, method: 'POST', type: 'Device', id: undefined }];
    expect(judgeAnswer(answered(status, body), { interaction: 'resource', entries }, 0).outcome).toBe(
      expected,
    );
  });
});

describe('an answer of 2xx to a batch', () => {
  test.each<[string, (string | undefined)[], string]>([
    ['everything was stored', ['201', '200', '201', '200'], 'delivered'],
    ['entries failed that may work again', ['201', '503', '409', '201'], 'partial'],
    ['entries were slowed down', ['201', '503', '429', '429'], 'throttled'],
    ['an entry was refused', ['201', '429', '422', '201'], 'rejected'],
    ['an entry refers to what is not there', ['201', '503', '404', '201'], 'missing-target'],
    ['an entry was deleted there', ['201', '410', '201', '201'], 'deleted'],
    ['an entry is not allowed', ['201', '403', '422', '201'], 'unauthorised'],
    ['an entry has no status', ['201', undefined, '201', '201'], 'unverifiable'],
  ])('where %s (%j) is %s', (_what, statuses, expected) => {
    expect(judge(answered(200, response('batch-response', ...statuses)), 'batch').outcome).toBe(expected);
  });

  test('is none where it was run as a transaction: the server is not what it seems', () => {
    const body = response('transaction-response', '201', '201', '201', '201');
    expect(judge(answered(200, body), 'batch').outcome).toBe('unverifiable');
  });

  test('goes by what is said about the entry', () => {
    const failed = { status: '422', outcome: outcome({ severity: 'error', code: 'lock-error' }) };
    const entry = [
      { response: failed },
      ...['201', '201', '201'].map((status) => ({ response: { status } })),
    ];
    const body = { resourceType: 'Bundle', type: 'batch-response', entry };
    expect(judge(answered(200, body), 'batch').outcome).toBe('partial');
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
    [408, 'timed-out'],
    [409, 'conflict'],
    [410, 'gone'],
    [412, 'several-matches'],
    [413, 'too-large'],
    [415, 'misconfigured'],
    [418, 'rejected'],
    [422, 'rejected'],
    [429, 'throttled'],
    [500, 'server-error'],
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
    ['multiple-matches', 'several-matches'],
    ['not-found', 'missing-target'],
    ['deleted', 'deleted'],
  ])('with 422 and the issue type %s is %s', (code, expected) => {
    expect(judge(answered(422, outcome({ severity: 'error', code }))).outcome).toBe(expected);
  });

  test.each([
    [400, 'HAPI-1094: Resource Patient/7 not found, specified in path: Media.subject', 'missing-target'],
    [404, 'HAPI-1091: Invalid match URL "Patient?identifier=x" - No resources match', 'missing-target'],
    [404, 'HAPI-0302: Unknown resource type', 'misconfigured'],
    [400, '59144', 'missing-target'],
    [400, '59141', 'rejected'],
  ])('with %i and "%s" is %s', (status, diagnostics, expected) => {
    const body = outcome({ severity: 'error', code: 'processing', diagnostics });
    expect(judge(answered(status, body)).outcome).toBe(expected);
  });

  test('with 410 is about the base when it answers a Bundle, and about the resource when it answers one', () => {
    expect(judge(answered(410)).outcome).toBe('gone');
    expect(judge(answered(410), 'resource').outcome).toBe('deleted');
    expect(judge(answered(410, outcome({ severity: 'error', code: 'deleted' }))).outcome).toBe('deleted');
  });

  test.each([
    ['7', 7],
    ['99999999', 99_999_999],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['soon', null],
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
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['DEADLINE', 'unreachable'],
    ['ABORTED', 'unreachable'],
    ['ADDRESS_REFUSED', 'misconfigured'],
    ['TOKEN_UNAVAILABLE', 'unreachable'],
    ['TOKEN_REFUSED', 'unauthorised'],
    ['TOKEN_REFUSED_CLOCK', 'unauthorised'],
    ['TOKEN_ENDPOINT', 'misconfigured'],
    ['TOKEN_ORIGIN', 'misconfigured'],
  ])('for %s, before anything was sent, is %s', (code, expected) => {
    expect(judge({ kind: 'unanswered', code, isSent: false })).toEqual({
      outcome: expected,
      status: null,
      transportCode: code,
      retryAfterSeconds: null,
      entries: [],
      issues: [],
    });
  });

  test.each([
    ['DEADLINE', 'unanswered'],
    ['ECONNRESET', 'unanswered'],
    ['EPIPE', 'unanswered'],
    ['UND_ERR_SOCKET', 'unanswered'],
    ['UND_ERR_HEADERS_TIMEOUT', 'unanswered'],
    ['UNKNOWN', 'unanswered'],
    ['HTTP_PARSER', 'unverifiable'],
    ['HPE_INVALID_CONSTANT', 'unverifiable'],
    ['UND_ERR_HEADERS_OVERFLOW', 'unverifiable'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'unverifiable'],
    ['UNWANTED_CONTENT_CODING', 'unverifiable'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'unauthorised'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'unauthorised'],
    ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'unauthorised'],
    ['ERR_SSL_SSL/TLS_ALERT_BAD_RECORD_MAC', 'unanswered'],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'unanswered'],
    ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'unanswered'],
  ])('for %s, after something was sent, is %s', (code, expected) => {
    expect(judge({ kind: 'unanswered', code, isSent: true }).outcome).toBe(expected);
  });
});

describe('an answer that is larger than it need be', () => {
  const many = (length: number) => outcome(...Array.from({ length }, () => ({ diagnostics: 'no' })));

  test('is read as far as entries were sent, and told in 100 issues', () => {
    const entry = Array.from({ length: 1_000 }, () => ({ response: { status: '200', outcome: many(150) } }));
    const judgement = judge(answered(200, { resourceType: 'Bundle', type: 'transaction-response', entry }));
    expect([judgement.outcome, judgement.entries.length, judgement.issues.length]).toEqual([
      'unverifiable',
      sent.length,
      100,
    ]);
  });

  test('is cut before it is looked at', () => {
    let looked = 0;
    const issue = {
      get diagnostics() {
        looked += 1;
        return 'no';
      },
    };
    const judgement = judge(answered(422, outcome(...Array<object>(10_000).fill(issue))));
    expect(judgement.issues).toHaveLength(100);
    expect(looked).toBeLessThan(1_000);
  });
});

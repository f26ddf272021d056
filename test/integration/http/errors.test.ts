import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OperationOutcomeIssue } from 'fhir/r4.js';
import type { FaultInput } from '../../../src/vendor/sandbox/sandbox.js';
import { ask, bundleIn, issuesIn, send, type Asked, type Method } from '../../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';
import { faultsOf } from '../../helpers/valid.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    BODY_LIMIT: '2048',
    VENDOR_HEADERS_TIMEOUT_MS: '50',
    VENDOR_TOTAL_TIMEOUT_MS: '400',
  });
  // One report to be there, and one to be erased.
  await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', { query: 'report=acne' });
  const nails = await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', { query: 'report=nails' });
  there = idIn(
    await ask(gateway.url, 'get', '/fhir/DiagnosticReport', { query: `identifier=${REPORT}acne` }),
  );
  erased =
    bundleIn(nails).entry?.find(({ resource }) => resource?.resourceType === 'DiagnosticReport')?.resource
      ?.id ?? '';
  await ask(gateway.url, 'delete', `/fhir/DiagnosticReport/${erased}`);
});
beforeEach(() => {
  gateway.vendor.faults.clear();
});
afterAll(() => gateway.close());

const REPORT = encodeURIComponent('https://derm-fhir-gateway.github.io/sid/report|');
let there = '';
let erased = '';

function idIn(answer: Parameters<typeof bundleIn>[0]): string {
  return bundleIn(answer).entry?.[0]?.resource?.id ?? '';
}

interface Row extends Asked {
  readonly method?: Method;
  readonly path: () => string;
  readonly fault?: FaultInput;
  readonly status: number;
  readonly code: OperationOutcomeIssue['code'];
  /** Response headers that belong to it. */
  readonly said?: Readonly<Record<string, unknown>>;
}

const json = { 'Content-Type': 'application/json' };
const translate = () => '/fhir/DiagnosticReport/$translate';
const fetchIt = () => '/fhir/DiagnosticReport/$fetch';
const reports = () => '/fhir/DiagnosticReport';
const report = () => `/fhir/DiagnosticReport/${there}`;

/** The situations in which a request ends badly. */
const rows: Readonly<Record<string, Row>> = {
  'an unknown id': { path: () => '/fhir/Media/unknown', status: 404, code: 'not-found' },
  'an id that cannot be one': { path: () => '/fhir/Media/a_b', status: 404, code: 'not-found' },
  "another type's id": { path: () => `/fhir/Media/${there}`, status: 404, code: 'not-found' },
  'an unknown version': { path: () => `${report()}/_history/x`, status: 404, code: 'not-found' },
  'an unknown history': { path: () => '/fhir/Media/x/_history', status: 404, code: 'not-found' },
  'an erased report': { path: () => `/fhir/DiagnosticReport/${erased}`, status: 410, code: 'deleted' },
  'a bad value': { path: reports, query: '_count=ten', status: 400, code: 'value' },
  'a bad date': { path: reports, query: 'date=yesterday', status: 400, code: 'value' },
  'a bad prefix': { path: reports, query: 'date=xx2024', status: 400, code: 'value' },
  'a broken percent-encoding': { path: reports, query: 'code=%E0%A4%A', status: 400, code: 'structure' },
  'a parameter that must stand once': {
    path: reports,
    query: '_count=1&_count=2',
    status: 400,
    code: 'value',
  },
  'a parameter that must be there': { path: fetchIt, status: 400, code: 'required' },
  'an unknown parameter under strictness': {
    path: reports,
    query: 'colour=red',
    headers: { Prefer: 'handling=strict' },
    status: 400,
    code: 'not-supported',
  },
  'an unsupported modifier': { path: reports, query: 'code:below=x', status: 400, code: 'not-supported' },
  'an unsupported include': {
    path: reports,
    query: '_include=DiagnosticReport:subject',
    status: 400,
    code: 'value',
  },
  'an unsupported interaction': {
    method: 'put',
    path: report,
    status: 405,
    code: 'not-supported',
    said: { allow: 'GET, HEAD, DELETE, OPTIONS' },
  },
  'a format that is not written': {
    path: report,
    headers: { Accept: 'text/turtle' },
    status: 406,
    code: 'not-supported',
  },
  'another version of FHIR': {
    path: report,
    headers: { Accept: 'application/fhir+json; fhirVersion=5.0' },
    status: 406,
    code: 'not-supported',
  },
  'a state that is not the wanted one': {
    path: report,
    headers: { 'If-Match': 'W/"x"' },
    status: 412,
    code: 'conflict',
  },
  'a body that is too long': {
    method: 'post',
    path: translate,
    headers: json,
    body: JSON.stringify({ id: 'x'.repeat(3000) }),
    status: 413,
    code: 'too-long',
  },
  'a form that is too long': {
    method: 'post',
    path: () => '/fhir/DiagnosticReport/_search',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: `code=${'x'.repeat(70_000)}`,
    status: 413,
    code: 'too-long',
  },
  'more reports than one search may fetch': {
    path: reports,
    query: `identifier=${Array.from({ length: 11 }, (_, at) => `${REPORT}${at}`).join(',')}`,
    status: 400,
    code: 'too-costly',
  },
  'XML in the body': {
    method: 'post',
    path: translate,
    headers: { 'Content-Type': 'application/fhir+xml' },
    body: '<a/>',
    status: 415,
    code: 'not-supported',
  },
  'a search that is no form': {
    method: 'post',
    path: () => '/fhir/Media/_search',
    headers: json,
    body: '{}',
    status: 415,
    code: 'not-supported',
  },
  'a form that is compressed': {
    method: 'post',
    path: () => '/fhir/Media/_search',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Encoding': 'gzip' },
    body: 'x',
    status: 415,
    code: 'not-supported',
  },
  'a form that is not percent-encoded as it should be': {
    method: 'post',
    path: () => '/fhir/Media/_search',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: '_id=%zz',
    status: 400,
    code: 'structure',
  },
  'a body that is no JSON': {
    method: 'post',
    path: translate,
    headers: json,
    body: '{',
    status: 400,
    code: 'structure',
  },
  'a body that is no report': {
    method: 'post',
    path: translate,
    headers: json,
    body: '{}',
    status: 422,
    code: 'required',
  },
  'a report that the vendor does not have': {
    path: fetchIt,
    query: 'report=unknown',
    status: 404,
    code: 'not-found',
  },
  'a vendor that refuses the token': {
    path: fetchIt,
    query: 'report=psoriasis',
    fault: { kind: 'unauthorized' },
    status: 502,
    code: 'exception',
  },
  'a vendor that is asked too often': {
    path: fetchIt,
    query: 'report=psoriasis',
    fault: { kind: 'throttle', retryAfterSeconds: 7 },
    status: 503,
    code: 'throttled',
    said: { 'retry-after': '7' },
  },
  'a vendor that fails': {
    path: fetchIt,
    query: 'report=psoriasis',
    fault: { kind: 'server-error' },
    status: 502,
    code: 'transient',
  },
  'a vendor that answers something else': {
    path: fetchIt,
    query: 'report=psoriasis',
    fault: { kind: 'not-json' },
    status: 502,
    code: 'structure',
  },
  'a vendor that is too slow': {
    path: fetchIt,
    query: 'report=psoriasis',
    fault: { kind: 'latency', ms: 2_000 },
    status: 504,
    code: 'timeout',
  },
  'the same in a search': {
    path: reports,
    query: `identifier=${REPORT}psoriasis`,
    fault: { kind: 'latency', ms: 2_000 },
    status: 504,
    code: 'timeout',
  },
};

describe('what goes wrong is told by status and issue type:', () => {
  test.each(Object.entries(rows))('%s', async (_, row) => {
    const { method = 'get', path, query, headers, body, fault, status, code, said = {} } = row;
    if (fault !== undefined) gateway.vendor.faults.set(fault);
    const asked = {
      ...(query === undefined ? {} : { query }),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
    };
    // A method that an address does not have is not described there.
    const answer = await (status === 405 ? send : ask)(gateway.url, method, path(), asked);
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([status, code]);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/fhir+json; charset=utf-8', ...said });
    expect(faultsOf(answer.text)).toEqual([]);
  });

  test('in XML, too', async () => {
    const answer = await ask(gateway.url, 'get', '/fhir/Media/unknown', { query: '_format=xml' });
    expect([answer.status, answer.headers['content-type']]).toEqual([
      404,
      'application/fhir+xml; charset=utf-8',
    ]);
    expect(answer.text).toContain('<code value="not-found"/>');
  });
});

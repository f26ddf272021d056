import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ask, type Asked } from '../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../helpers/gateway.js';
import { document } from './arbitraries/document.js';
import { PROPERTY_SEED, scaled } from './assert-property.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** Mostly what makes sense: requests that are refused at once reach little. */
function mostly<T>(sensible: fc.Arbitrary<T>, anything: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: sensible, weight: 9 }, anything);
}

const pair = mostly(
  fc.constantFrom(
    'type=transaction',
    'locale=es',
    'locale=pt_BR',
    'subject=x:y|1',
    'encounter=Encounter/1',
    '_pretty=true',
  ),
  fc
    .tuple(
      fc.constantFrom('type', 'locale', 'subject', 'encounter', '_format', 'x'),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 12 }).map((text) => encodeURIComponent(text)),
        fc.stringMatching(/^[!-"$-~]{0,12}$/),
      ),
    )
    .map((nameAndValue) => nameAndValue.join('=')),
);
const report = mostly(
  fc.constantFrom('report=acne', 'report=v2', 'report=empty'),
  fc.constantFrom('', 'report=x'),
);
const query = fc
  .tuple(report, fc.array(pair, { maxLength: 3 }))
  .map(([first, others]) => [first, ...others].join('&'));

/** What an HTTP header value may hold (RFC 9110 §5.5). */
const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/);
const headers = fc.record({
  Accept: mostly(fc.constantFrom('*/*', 'application/fhir+json'), headerValue),
  Prefer: mostly(fc.constantFrom('respond-async', 'return=OperationOutcome'), headerValue),
  'X-Request-Id': headerValue,
  'Content-Type': mostly(fc.constant('application/json'), headerValue),
});
const body = fc.oneof(
  { weight: 3, arbitrary: document().map((json) => JSON.stringify(json)) },
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);

async function neverSurprises(requests: fc.Arbitrary<Asked>, method: 'get' | 'post', path: string) {
  const property = fc.asyncProperty(requests, async (asked) => {
    // Fails when openapi.yaml does not describe the answer; a status of 500 it does describe.
    const { status } = await ask(gateway.url, method, path, asked);
    expect(status).toBeLessThan(500);
  });
  await fc.assert(property, { seed: PROPERTY_SEED, numRuns: scaled(400) });
}

describe('any request', () => {
  test('to $translate gets an answer that openapi.yaml describes, and no defect', async () => {
    await neverSurprises(fc.record({ query, headers, body }), 'post', '/fhir/DiagnosticReport/$translate');
  });

  test('to $fetch gets an answer that openapi.yaml describes, and no defect', async () => {
    await neverSurprises(fc.record({ query, headers }), 'get', '/fhir/DiagnosticReport/$fetch');
  });
});

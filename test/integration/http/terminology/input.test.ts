import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { send } from '../../../helpers/ask.js';
import {
  callByGet,
  callByPost,
  errorIn,
  parametersIn,
  post,
  valueOf,
} from '../../../helpers/call-operation.js';
import { startTestGateway, type TestGateway } from '../../../helpers/gateway.js';
import { SEVERITY } from './canonicals.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const lookup = () => ({ service: gateway.url, path: 'CodeSystem/$lookup' });
const expand = () => ({ service: gateway.url, path: 'ValueSet/{id}/$expand', id: 'severity' });

describe('what a terminology operation is asked', () => {
  test('may be of any textual type: clients are not agreed on it', async () => {
    for (const type of ['valueString', 'valueUri', 'valueCode', 'valueCanonical']) {
      const answer = await post(lookup(), {
        resourceType: 'Parameters',
        parameter: [
          { name: 'system', [type]: SEVERITY },
          { name: 'code', [type]: '1' },
        ],
      });
      expect(valueOf(parametersIn(answer), 'display')).toBe('low');
    }
  });

  test('may stand in the query and in the body together', async () => {
    const body = { resourceType: 'Parameters', parameter: [{ name: 'code', valueCode: '1' }] };
    const query = new URLSearchParams({ system: SEVERITY }).toString();
    expect(valueOf(parametersIn(await post(lookup(), body, query)), 'display')).toBe('low');
  });

  test('may have empty values, which are none, and unknown ones, which are ignored', async () => {
    const answer = await callByGet(lookup(), { system: SEVERITY, code: '1', version: '', colour: 'red' });
    expect(valueOf(parametersIn(answer), 'display')).toBe('low');
  });

  test('must be known under handling=strict', async () => {
    const query = new URLSearchParams({ system: SEVERITY, code: '1', colour: 'red', _format: 'json' });
    const asked = { query: query.toString(), headers: { Prefer: 'handling=strict' } };
    const { status, text } = await send(gateway.url, 'get', '/fhir/CodeSystem/$lookup', asked);
    expect(status).toBe(400);
    expect(text).toContain('code, system, version, coding, displayLanguage, property, date, _format');
    expect(text).not.toContain('red');
    query.delete('colour');
    const known = { ...asked, query: query.toString() };
    expect((await send(gateway.url, 'get', '/fhir/CodeSystem/$lookup', known)).status).toBe(200);
  });

  test.each([
    [
      'twice what may stand once',
      [
        { name: 'code', valueCode: '1' },
        { name: 'code', valueCode: '2' },
      ],
      '400 value: Parameter code may be given once only.',
    ],
    ['a number as code', [{ name: 'code', valueInteger: 1 }], '400 value: Parameter code must be a text.'],
    [
      'a code as coding',
      [{ name: 'coding', valueCode: '1' }],
      '400 value: Parameter coding must be a Coding.',
    ],
    [
      'a coding with a number in it',
      [{ name: 'coding', valueCoding: { system: SEVERITY, code: 1 } }],
      '400 value: Parameter coding must be a text.',
    ],
    [
      'a coding without a system',
      [{ name: 'coding', valueCoding: { code: '1' } }],
      '400 value: Parameter coding must have a system and a code.',
    ],
    ['a parameter without a value', [{ name: 'code' }], '400 value: Parameter code must be a text.'],
    [
      'both a code and a coding',
      [
        { name: 'code', valueCode: '1' },
        { name: 'system', valueUri: SEVERITY },
        { name: 'coding', valueCoding: { system: SEVERITY, code: '1' } },
      ],
      '400 value: Exactly one of the parameters code and coding must be given.',
    ],
  ])('is refused with %s', async (_what, parameter: { name: string }[], error) => {
    expect(errorIn(await callByPost(lookup(), parameter))).toBe(error);
  });

  test.each([
    [
      'another resource',
      { resourceType: 'ValueSet' },
      '422 structure: The body must be a Parameters resource.',
    ],
    ['a list', [], '422 structure: The body must be a Parameters resource.'],
    ['nothing', null, '422 structure: The body must be a Parameters resource.'],
    [
      'parameters without names',
      { resourceType: 'Parameters', parameter: [{}] },
      '422 structure: The body must be a Parameters resource.',
    ],
    [
      'what is too deep',
      JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`),
      '400 too-costly: Deeper than 200 levels.',
    ],
  ])('is refused as %s', async (_what, body: unknown, error) => {
    expect(errorIn(await post(expand(), body))).toBe(error);
  });

  test('is refused when the body is too large, is XML or is no JSON', async () => {
    const path = '/fhir/ValueSet/$expand';
    const status = async (type: string, body: string) =>
      (await send(gateway.url, 'post', path, { headers: { 'Content-Type': type }, body })).status;
    expect(await status('application/fhir+json', ' '.repeat(64 * 1024 + 1))).toBe(413);
    expect(await status('application/fhir+xml', '<Parameters/>')).toBe(415);
    expect(await status('application/fhir+json', '{')).toBe(400);
    expect(await status('application/fhir+json', '')).toBe(400);
  });

  test('is answered in XML too', async () => {
    const query = 'count=1&_format=xml';
    const { headers, text } = await send(gateway.url, 'get', '/fhir/ValueSet/severity/$expand', { query });
    expect(headers['content-type']).toBe('application/fhir+xml; charset=utf-8');
    expect(text).toContain('<total value="4"/>');
  });

  test.each(['\0', 'a\u001f', '\ud800', '\uffff'])(
    'is refused with %j in it, which no answer could repeat',
    async (filter) => {
      const asked = await callByPost(expand(), [{ name: 'filter', valueString: filter }]);
      expect(errorIn(asked)).toBe('400 value: Parameter filter must not hold control characters.');
    },
  );

  test('is asked of resources that are there', async () => {
    for (const id of ['x', '__proto__', 'body site', '%2F']) {
      const { status } = await send(gateway.url, 'get', `/fhir/ValueSet/${encodeURIComponent(id)}/$expand`);
      expect([id, status]).toEqual([id, 404]);
    }
  });
});

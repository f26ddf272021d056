import type { RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { answerError } from '../../../src/http/error-handler.js';
import { sendStored } from '../../../src/http/send-stored.js';
import { send } from '../../helpers/ask.js';
import { comparable, parseXml } from '../../helpers/parse-xml.js';

const resource = { resourceType: 'Basic', id: 'a', code: { text: 'é & ü' } };
const stored = {
  versionId: 'v1',
  lastUpdated: '2026-01-02T03:04:05.678Z',
  language: 'es',
  json: JSON.stringify(resource),
};

const service: RequestListener = (req, res) => {
  try {
    sendStored(req, res, stored);
  } catch (thrown) {
    answerError(thrown, req, res, () => undefined);
  }
};

function get(headers: Readonly<Record<string, string>> = {}, query = '') {
  return send(service, 'get', '/fhir/Basic/a', { headers, query });
}

describe('a stored resource', () => {
  test('is sent as it was stored, with what a client needs to keep a copy', async () => {
    const { status, headers, text } = await get();
    expect([status, text]).toEqual([200, stored.json]);
    expect(headers).toMatchObject({
      'content-type': 'application/fhir+json; charset=utf-8',
      'content-length': String(Buffer.byteLength(stored.json)),
      'content-language': 'es',
      'cache-control': 'private, no-cache',
      etag: 'W/"v1"',
      'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT',
      vary: 'Accept, Accept-Language',
    });
  });

  test('has the same headers, and no body, for HEAD', async () => {
    const got = await get();
    const { status, headers, text } = await send(service, 'head', '/fhir/Basic/a');
    expect([status, text]).toEqual([200, undefined]);
    expect({ ...headers, date: '' }).toEqual({ ...got.headers, date: '' });
  });

  test('can be had as XML under the same ETag, and indented', async () => {
    const xml = await get({ Accept: 'application/fhir+xml' });
    expect([xml.headers['content-type'], xml.headers['etag']]).toEqual([
      'application/fhir+xml; charset=utf-8',
      'W/"v1"',
    ]);
    expect(comparable(parseXml(xml.text))).toEqual(comparable(resource));
    expect((await get({}, '_pretty=true')).text).toBe(JSON.stringify(resource, null, 2));
    expect((await get({}, '_pretty=true&_format=xml')).text).toContain('\n  <id value="a"/>\n');
  });

  test('is not sent again to a client that has it: 304 with its validators and without a body', async () => {
    for (const condition of [
      { 'If-None-Match': 'W/"v1"' },
      { 'If-Modified-Since': 'Fri, 02 Jan 2026 03:04:05 GMT' },
    ]) {
      const { status, headers, text } = await get({ ...condition, Accept: 'application/fhir+xml' });
      expect([status, text, headers['content-type']]).toEqual([304, '', undefined]);
      expect(headers).toMatchObject({ etag: 'W/"v1"', 'cache-control': 'private, no-cache' });
      expect(headers['vary']).toBe('Accept, Accept-Language');
    }
  });

  test('in another state than If-Match names is refused, in the negotiated form', async () => {
    const { status, headers, text } = await get({ 'If-Match': 'W/"v0"', Accept: 'application/fhir+xml' });
    expect([status, headers['content-type'], headers['etag']]).toEqual([
      412,
      'application/fhir+xml; charset=utf-8',
      undefined,
    ]);
    expect(parseXml(text)).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'conflict' }] });
  });
});

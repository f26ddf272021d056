import { describe, expect, test } from '@jest/globals';
import { keyIdIn, makeKey } from '../../../src/auth/api-key.js';
import { credentialOf } from '../../../src/auth/credential.js';
import { OutcomeError } from '../../../src/fhir/outcome.js';

const { id, text: key } = makeKey();
const other = makeKey();
const token = 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln';

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function refusalOf(headers: Record<string, string[]>): number | undefined {
  try {
    credentialOf({ headersDistinct: headers });
  } catch (error) {
    if (error instanceof OutcomeError) return error.status;
    throw error;
  }
  return undefined;
}

describe('the credentials of a request', () => {
  test.each([
    ['X-API-Key', { 'x-api-key': [key] }],
    ['Bearer with a key', { authorization: [`Bearer ${key}`] }],
    ['Bearer in another case, with blanks', { authorization: [`bEARER   ${key} `] }],
    ['Basic', { authorization: [basic(id, key)] }],
    ['the same key in two places', { authorization: [basic(id, key)], 'x-api-key': [key] }],
  ])('are a key: %s', (_how, headersDistinct) => {
    expect(credentialOf({ headersDistinct })).toEqual({ kind: 'key', text: key });
  });

  test('are a token when Bearer has one', () => {
    const headersDistinct = { authorization: [`Bearer ${token}`] };
    expect(credentialOf({ headersDistinct })).toEqual({ kind: 'token', text: token });
  });

  test('are not there when no header has them', () => {
    expect(credentialOf({ headersDistinct: { host: ['gateway.test'] } })).toBeNull();
  });

  test.each<[string, Record<string, string[]>]>([
    ['two keys', { 'x-api-key': [key, other.text] }],
    ['a key and a token', { 'x-api-key': [key], authorization: [`Bearer ${token}`] }],
    ['two Authorization headers', { authorization: [`Bearer ${key}`, `Bearer ${other.text}`] }],
  ])('are refused with 400 when there are several: %s', (_what, headers) => {
    expect(refusalOf(headers)).toBe(400);
  });

  test.each<[string, Record<string, string[]>]>([
    ['an unknown scheme', { authorization: [`Digest username="x"`] }],
    ['no scheme', { authorization: [key] }],
    ['an empty header', { authorization: [''] }],
    ['a scheme alone', { authorization: ['Bearer'] }],
    ['something opaque', { authorization: ['Bearer abcdef'] }],
    ['two parts of a token', { authorization: ['Bearer abc.def'] }],
    ['an encrypted token', { authorization: ['Bearer a.b.c.d.e'] }],
    ['a key that is cut off', { 'x-api-key': [key.slice(0, -1)] }],
    ['a key with another prefix', { 'x-api-key': [`x${key.slice(1)}`] }],
    ['a token in the place of a key', { 'x-api-key': [token] }],
    ['Basic with another user', { authorization: [basic(other.id, key)] }],
    ['Basic without a user', { authorization: [basic('', key)] }],
    ['Basic without a colon', { authorization: [`Basic ${Buffer.from(key).toString('base64')}`] }],
    ['Basic with a token', { authorization: [basic(id, token)] }],
  ])('are refused with 401 when they are %s', (_what, headers) => {
    expect(refusalOf(headers)).toBe(401);
  });
});

describe('a fresh key', () => {
  test('holds its id and 256 bits that no other key has', () => {
    expect(keyIdIn(key)).toBe(id);
    expect(Buffer.from(key.slice(`dfg_${id}_`.length), 'base64url')).toHaveLength(32);
    const made = Array.from({ length: 100 }, makeKey);
    expect(new Set(made.map(({ text }) => text)).size).toBe(100);
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';
import type { CapabilityStatement } from 'fhir/r4.js';
import { ask } from '../../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';

const OAUTH = {
  AUTH: 'on',
  OAUTH_ISSUER: 'https://login.test',
  OAUTH_AUDIENCE: 'https://gateway.test/fhir',
  OAUTH_JWKS_URL: 'https://login.test/keys',
};
const PATHS = ['/fhir/.well-known/smart-configuration', '/.well-known/smart-configuration'];

let gateway: TestGateway;
afterEach(() => gateway.close());

async function securityOf({ url }: TestGateway) {
  const { text } = await ask(url, 'get', '/fhir/metadata');
  const statement = JSON.parse(text) as CapabilityStatement;
  return statement.rest?.[0]?.security;
}

describe('discovery', () => {
  test('tells where tokens come from, to everybody and always as JSON', async () => {
    gateway = await startTestGateway({ ...OAUTH, OAUTH_TOKEN_URL: 'https://login.test/token' });
    for (const path of PATHS) {
      const answer = await ask(gateway.url, 'get', path, { headers: { Accept: 'application/fhir+xml' } });
      expect([answer.status, answer.headers['content-type']]).toEqual([
        200,
        expect.stringMatching(/^application\/json/),
      ]);
      expect(JSON.parse(answer.text)).toMatchObject({
        token_endpoint: 'https://login.test/token',
        grant_types_supported: ['client_credentials'],
        capabilities: expect.arrayContaining(['permission-v1', 'permission-v2']),
      });
    }
    const security = await securityOf(gateway);
    expect(security?.service?.map(({ coding }) => coding?.[0]?.code)).toEqual(['SMART-on-FHIR', 'Basic']);
  });

  test.each([
    ['nobody says where tokens come from', OAUTH],
    ['there is no authorization server', { AUTH: 'on' }],
    ['nobody is asked', { AUTH: 'none' }],
  ])('is not there when %s', async (_what, env) => {
    gateway = await startTestGateway(env);
    for (const path of PATHS) expect((await ask(gateway.url, 'get', path)).status).toBe(404);
  });
});

import type { DestinationAuth } from '../../destination/destination-auth.js';
import { privateKeyOf } from './assertion-key.js';
import { NoCredentials, type Authoriser } from './authoriser.js';
import { signAssertion } from './client-assertion.js';
import { basicHeader } from './fixed-credentials.js';
import { createTokenCache } from './token-cache.js';
import { tokenEndpoint } from './token-endpoint.js';
import { requestToken, type TokenRequest, type TokenWire } from './token-request.js';

/** The ways to an access token: with a secret, or with a signed assertion. */
export type TokenAuth = Extract<DestinationAuth, { readonly kind: 'oauth2' | 'smart-backend' }>;

/** How things outside are reached. */
export interface TokenDeps extends TokenWire {
  /** A clock that nobody sets. */
  readonly monotonicMs: () => number;
}

/** Says what a client shows the token endpoint. */
type Proof = (endpoint: string) => Promise<Pick<TokenRequest, 'form' | 'headers'>>;

/**
 * Access tokens by client credentials (RFC 6749 §4.4), with a client secret or as SMART Backend Services
 * (https://hl7.org/fhir/smart-app-launch/backend-services.html).
 *
 * @throws TypeError for a key that does not fit its algorithm.
 */
export function accessTokens(baseUrl: string, auth: TokenAuth, deps: TokenDeps): Authoriser {
  const proof = proofOf(auth, deps);
  let found: string | null = null;
  const fetchToken = async () => {
    found ??= await tokenEndpoint(baseUrl, auth, deps.dispatcher);
    try {
      const { form, headers } = await proof(found);
      const scope = auth.scope === undefined ? {} : { scope: auth.scope };
      const request = { url: found, form: { grant_type: 'client_credentials', ...scope, ...form }, headers };
      return await requestToken(request, deps);
    } catch (error) {
      // The endpoint may have moved: next time the server is asked again where it is.
      found = null;
      throw error instanceof NoCredentials ? error : new NoCredentials('TOKEN_UNAVAILABLE');
    }
  };
  const cache = createTokenCache(fetchToken, deps.monotonicMs);
  return {
    async headers(signal) {
      return { authorization: `Bearer ${await cache.get(signal)}` };
    },
    refused({ authorization = '' }) {
      cache.drop(authorization.slice('Bearer '.length));
      return Promise.resolve(true);
    },
  };
}

function proofOf(auth: TokenAuth, { wallClockMs }: TokenDeps): Proof {
  const { clientId } = auth;
  if (auth.kind === 'oauth2') {
    const { clientSecret, secretIn } = auth;
    // Both are form-encoded before they become a user and a password (RFC 6749 §2.3.1).
    const shown =
      secretIn === 'basic'
        ? { form: {}, headers: { authorization: basicHeader(encoded(clientId), encoded(clientSecret)) } }
        : { form: { client_id: clientId, client_secret: clientSecret }, headers: {} };
    return () => Promise.resolve(shown);
  }
  const [key] = auth.keys;
  if (key === undefined) throw new TypeError('there is no key for assertions');
  const privateKey = privateKeyOf(key);
  return async (audience) => ({
    form: {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signAssertion({ key, privateKey, clientId, audience, nowMs: wallClockMs() }),
    },
    headers: {},
  });
}

function encoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

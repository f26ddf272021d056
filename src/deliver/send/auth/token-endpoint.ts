import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { baseUrlProblem } from '../../../net/base-url.js';
import type { TokenSource } from '../../destination/destination-auth.js';
import { NoCredentials } from './authoriser.js';
import { ask } from './token-request.js';

const configurationSchema = z.object({ token_endpoint: z.string() });

/**
 * Finds the token endpoint of a FHIR server (https://hl7.org/fhir/smart-app-launch/conformance.html): configured, or what the server
 * says, provided that it is its own or that the operator has consented to where it is. Our secret or assertion goes there.
 *
 * @throws NoCredentials
 */
export async function tokenEndpoint(
  baseUrl: string,
  { tokenUrl, tokenOrigin }: TokenSource,
  dispatcher: Dispatcher,
): Promise<string> {
  if (tokenUrl !== undefined) return tokenUrl;
  const url = `${baseUrl}/.well-known/smart-configuration`;
  const { status, body } = await ask(dispatcher, url, { method: 'GET', headers: {}, body: null });
  if (status === 429 || status >= 500) throw new NoCredentials('TOKEN_UNAVAILABLE');
  const parsed = configurationSchema.safeParse(body);
  if (status !== 200 || !parsed.success) throw new NoCredentials('TOKEN_ENDPOINT');
  const found = parsed.data.token_endpoint;
  if (baseUrlProblem(found, baseUrl.startsWith('http:')) !== null) throw new NoCredentials('TOKEN_ENDPOINT');
  const { origin } = new URL(found);
  if (origin !== new URL(baseUrl).origin && origin !== tokenOrigin) throw new NoCredentials('TOKEN_ORIGIN');
  return found;
}

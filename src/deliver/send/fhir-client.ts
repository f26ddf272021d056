import { Client, type FhirResource, type RequestOptions } from 'fhir-kit-client';
import { isObject } from '../../fhir/check/json-object.js';
import type { Answer } from './answer.js';

/** What the client asks for. */
export interface ClientRequest {
  readonly url: string;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: RequestOptions['signal'];
}

/** Takes a request to its answer; never rejects for what happens outside this process. */
export type Transport = (request: ClientRequest) => Promise<Answer>;

/** What the client throws for anything but a resource with a status of success; it holds nothing but the answer. */
export class NotAResource extends Error {
  override readonly name = 'NotAResource';

  constructor(readonly answer: Answer) {
    super('The server did not answer with a resource.');
  }
}

/** What of a fhir-kit-client may be used: `resolve` makes clients of its own for other servers, beside any transport. */
export type FhirClient = Pick<
  Client,
  'request' | 'capabilityStatement' | 'read' | 'search' | 'create' | 'update' | 'transaction' | 'batch'
>;

const answers = new WeakMap<object, Answer>();

/**
 * Makes a fhir-kit-client that sends by a transport of ours. Its own stands on `fetch`, which follows redirects with the body, takes
 * absolute URLs with the token, waits five minutes, reads any size, prints what it sends under DEBUG, and costs a multiple of the
 * sending itself.
 */
export function fhirClientOver(baseUrl: string, transport: Transport): FhirClient {
  const client = new Client({ baseUrl });
  const { httpClient } = client;
  httpClient.request = async (method, url, options = {}, body) => {
    const answer = await transport({
      method,
      url: httpClient.expandUrl(url),
      headers: Object.fromEntries(
        Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      signal: options.signal,
    });
    if (answer.kind === 'answered' && isSuccess(answer.status) && isResource(answer.body)) {
      answers.set(answer.body, answer);
      return answer.body;
    }
    throw new NotAResource(answer);
  };
  return client;
}

/**
 * The answer that a call of such a client came to, whole.
 *
 * @throws what the call throws for other reasons.
 */
export async function answerOf(call: Promise<FhirResource>): Promise<Answer> {
  try {
    const resource = await call;
    const answer = answers.get(resource);
    if (answer === undefined) throw new TypeError('the resource does not come from such a client');
    return answer;
  } catch (error) {
    if (error instanceof NotAResource) return error.answer;
    throw error;
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function isResource(body: unknown): body is FhirResource {
  return isObject(body) && typeof body['resourceType'] === 'string';
}

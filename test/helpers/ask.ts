import type { RequestListener } from 'node:http';
import type { Bundle, OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';
import request from 'supertest';
import { undescribed, type Answer } from './openapi.js';

/** What may be said about a request beside method and path. */
export interface Asked {
  /** Without the question mark, encoded. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly body?: string | Buffer;
}

/** Methods of HTTP, as superagent writes them. */
export type Method = 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete' | 'options' | 'trace';

/**
 * Sends a request.
 *
 * @param service its address, or an application that does not listen.
 */
export async function send(
  service: string | RequestListener,
  method: Method,
  path: string,
  { query, headers = {}, body }: Asked = {},
): Promise<Answer> {
  const sent = request(service)[method](query === undefined ? path : `${path}?${query}`);
  void sent.set(headers).buffer(true);
  // Bytes would otherwise be written as JSON where the type is JSON.
  if (body !== undefined) void sent.serialize((bytes: string) => bytes).send(body);
  const { status, headers: received, text } = await sent;
  return { status, headers: received, text };
}

/**
 * Sends a request, and fails unless `openapi.yaml` describes the answer.
 *
 * @param path one that `openapi.yaml` describes.
 */
export async function ask(
  service: string | RequestListener,
  method: Method,
  path: string,
  asked?: Asked,
): Promise<Answer> {
  const answer = await send(service, method, path, asked);
  const problems = undescribed(method, path, answer);
  if (problems.length > 0) throw new Error(`openapi.yaml: ${problems.join('; ')}`);
  return answer;
}

/** The Bundle that an answer must hold. */
export function bundleIn({ text }: Answer): Bundle {
  const resource = JSON.parse(text) as Bundle | OperationOutcome;
  if (resource.resourceType !== 'Bundle') throw new Error(`not a Bundle: ${text}`);
  return resource;
}

/** The issues of the OperationOutcome that an answer must hold. */
export function issuesIn({ text }: Answer): OperationOutcomeIssue[] {
  const resource = JSON.parse(text) as Bundle | OperationOutcome;
  if (resource.resourceType !== 'OperationOutcome') throw new Error(`not an OperationOutcome: ${text}`);
  return resource.issue;
}

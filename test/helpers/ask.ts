import type { Express } from 'express';
import request, { type Test } from 'supertest';
import { undescribed } from './openapi.js';

/** What may be said about a request beside method and path. */
export interface Asked {
  /** Without the question mark, encoded. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly body?: string | Buffer;
}

/**
 * Sends a request, and fails unless `openapi.yaml` describes the answer.
 *
 * @param service its address, or an application that does not listen.
 * @param path as `openapi.yaml` writes it.
 */
export function ask(
  service: string | Express,
  method: 'get' | 'post' | 'put' | 'delete' | 'head',
  path: string,
  { query, headers = {}, body }: Asked = {},
): Test {
  const sent = request(service)
    [method](query === undefined ? path : `${path}?${query}`)
    .set(headers)
    .buffer(true);
  // Bytes would otherwise be written as JSON where the type is JSON.
  if (body !== undefined) void sent.serialize((bytes: string) => bytes).send(body);
  return sent.expect(({ status, headers: received, text }) => {
    const problems = undescribed(method, path, { status, headers: received, text });
    if (problems.length > 0) throw new Error(`openapi.yaml: ${problems.join('; ')}`);
  });
}

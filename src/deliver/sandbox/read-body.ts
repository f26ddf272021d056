import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.js';
import { isResource, type HeldResource } from './resource.js';

/**
 * Reads the resource of a request.
 *
 * @param limit bytes at most.
 * @returns undefined when there is no body.
 * @throws Refusal when it is too long or no resource in JSON.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<HeldResource | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped, so that the client gets an answer rather than a reset connection.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw new Refusal('too-large');
  if (size === 0) return undefined;
  if (!/^application\/(?:fhir\+)?json\b/.test(request.headers['content-type'] ?? ''))
    throw new Refusal('wrong-media-type');
  const json = parsed(Buffer.concat(chunks).toString('utf8'));
  if (!isResource(json)) throw new Refusal('not-a-resource');
  return json;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('not-json');
  }
}

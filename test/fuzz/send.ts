import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import type { Answer } from '../helpers/openapi.js';
import type { FuzzRequest } from './fuzz-request.js';

/** Keeps connections between requests; close it with `destroy`. */
export function openAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 4 });
}

/** Sends a request with its bytes as they are. */
export async function send(
  url: string,
  agent: Agent,
  { method, target, headers, body }: FuzzRequest,
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const length = body === null ? {} : { 'Content-Length': String(body.length) };
  const sent = request({ agent, hostname, port, method, path: target, headers: { ...headers, ...length } });
  sent.end(body ?? undefined);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

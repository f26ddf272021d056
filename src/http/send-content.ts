import type { ServerResponse } from 'node:http';

/**
 * Sends content that is no resource and has no validator. Express would answer 304 to `If-None-Match: *`, with which a probe or a
 * person would be told of a copy that they do not have.
 *
 * @param type media type, with its charset.
 */
export function sendContent(res: ServerResponse, type: string, content: string | Buffer): void {
  res.setHeader('Content-Type', type);
  res.setHeader('Content-Length', Buffer.byteLength(content));
  res.statusCode = 200;
  res.end(content);
}

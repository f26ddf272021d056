import type { ServerResponse } from 'node:http';

/**
 * Sends JSON that is no FHIR resource.
 *
 * @param value without anything that JSON cannot say.
 */
export function sendJson(res: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { vary } from '../../http/header.js';
import { sendFhir } from '../../http/send-fhir.js';
import type { OpenBinary } from './open-binary.js';

/** Nothing that a browser could do with a file is allowed to it, should somebody open one in a page of this origin. */
const SANDBOX = "sandbox; default-src 'none'";

/** Headers that an answer has in either form, and to HEAD as well. */
export function setBinaryHeaders(res: ServerResponse): void {
  vary(res, 'Accept');
  res.setHeader('Accept-Ranges', 'none');
  res.setHeader('Cache-Control', 'private, no-store');
  res.setHeader('Content-Security-Policy', SANDBOX);
}

/**
 * Streams the bytes, no faster than the client takes them.
 *
 * @throws the file's error when it breaks off. The connection is cut then, in a way that no client takes for the end: HTTP/1.0 has
 *   no other mark of it than a closed connection.
 */
export async function sendNative(res: ServerResponse, id: string, { file }: OpenBinary): Promise<void> {
  const { type, size, body } = file;
  res.statusCode = 200;
  setBinaryHeaders(res);
  res.setHeader('Content-Type', type.name);
  res.setHeader('Content-Disposition', `attachment; filename="${id}.${type.extension}"`);
  if (size !== null) res.setHeader('Content-Length', size);
  body.once('error', () => {
    res.socket?.resetAndDestroy();
  });
  await pipeline(body, res);
}

/**
 * Sends the resource Binary (https://hl7.org/fhir/R4/binary.html), in JSON or XML. The file is read whole before, so that an error
 * on the way is still an answer of its own.
 */
export async function sendResource(
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
  { file, reportId }: OpenBinary,
): Promise<void> {
  const bytes = await buffer(file.body);
  setBinaryHeaders(res);
  sendFhir(req, res, 200, {
    resourceType: 'Binary',
    id,
    contentType: file.type.name,
    // Who may see the report may see its pictures.
    securityContext: { reference: `DiagnosticReport/${reportId}` },
    data: bytes.toString('base64'),
  });
}

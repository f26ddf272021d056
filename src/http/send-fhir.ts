import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FhirResource } from 'fhir/r4.js';
import { writeXml } from '../fhir/xml/write-xml.js';
import { contentTypes } from './format.js';
import { vary } from './header.js';
import { formatOrJson, isPretty } from './negotiate.js';

/**
 * Sends a resource in the negotiated form, indented when the request says `_pretty=true`; JSON when none could be agreed on,
 * for that is an answer too.
 *
 * Not `res.json`, which knows one form only, nor `res.send`, which would add an ETag of the content.
 */
export function sendFhir(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  resource: FhirResource,
): void {
  const format = formatOrJson(req);
  const text = format === 'xml' ? writeXml(resource, isPretty(req)) : writeJson(resource, isPretty(req));
  vary(res, 'Accept');
  res.statusCode = status;
  res.setHeader('Content-Type', contentTypes[format]);
  res.setHeader('Content-Length', Buffer.byteLength(text));
  // Node leaves the body out of answers to HEAD.
  res.end(text);
}

function writeJson(resource: FhirResource, indented: boolean): string {
  return JSON.stringify(resource, null, indented ? 2 : undefined);
}

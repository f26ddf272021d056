import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FhirResource } from 'fhir/r4.js';
import { writeXml } from '../fhir/xml/write-xml.js';
import { contentTypes, type Format } from './format.js';
import { vary } from './header.js';
import { formatOf, isPretty } from './negotiate.js';

/**
 * Sends a resource that is a JSON text already, in the negotiated form: as it is, if that is what the client wants.
 *
 * @param json FHIR JSON on one line, as this server writes it.
 * @throws OutcomeError 406.
 */
export function sendJsonText(req: IncomingMessage, res: ServerResponse, status: number, json: string): void {
  const format = formatOf(req);
  const text = textInForm(json, format, isPretty(req));
  vary(res, 'Accept');
  res.statusCode = status;
  res.setHeader('Content-Type', contentTypes[format]);
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}

/** A resource's JSON text, on one line, in another form; what is there already is not parsed. */
export function textInForm(json: string, format: Format, indented: boolean): string {
  if (format === 'json' && !indented) return json;
  const resource = JSON.parse(json) as FhirResource;
  return format === 'xml' ? writeXml(resource, indented) : JSON.stringify(resource, null, 2);
}

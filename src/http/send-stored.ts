import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentTypes } from './format.js';
import { vary } from './header.js';
import { formatOf, isPretty } from './negotiate.js';
import { demandPrecondition, validatorsOf } from './precondition.js';
import { textInForm } from './send-json-text.js';

/** A version of a resource as the store gives it. */
export interface StoredVersion {
  readonly versionId: string;
  /** FHIR instant. */
  readonly lastUpdated: string;
  /** BCP 47. */
  readonly language: string;
  /** The resource as FHIR JSON. */
  readonly json: string;
}

/**
 * Who has a copy may use it again only after asking whether it is still current, and nobody may keep one for others. `no-store`
 * would forbid the copy that a 304 speaks of (RFC 9111 §5.2.2.5 and §4.3); `private` and `no-cache` are its §5.2.2.7 and §5.2.2.4.
 */
const REVALIDATE = 'private, no-cache';

/**
 * Sends a stored resource in the negotiated form, or 304 when the client has it already. JSON goes out as it was stored.
 *
 * @throws OutcomeError 406, and 412 when `If-Match` or `If-Unmodified-Since` is not met.
 */
export function sendStored(req: IncomingMessage, res: ServerResponse, version: StoredVersion): void {
  const format = formatOf(req);
  const validators = validatorsOf(version);
  const precondition = demandPrecondition(req, validators);
  vary(res, 'Accept', 'Accept-Language');
  res.setHeader('ETag', validators.etag);
  res.setHeader('Last-Modified', new Date(validators.lastModified).toUTCString());
  res.setHeader('Content-Language', version.language);
  res.setHeader('Cache-Control', REVALIDATE);
  if (precondition === 'unchanged') {
    res.statusCode = 304;
    res.end();
    return;
  }
  const text = textInForm(version.json, format, isPretty(req));
  res.statusCode = 200;
  res.setHeader('Content-Type', contentTypes[format]);
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}

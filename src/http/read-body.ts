import type { IncomingHttpHeaders } from 'node:http';
import express, { type RequestHandler } from 'express';
import { OutcomeError } from '../fhir/outcome.js';
import { isJson, isR4 } from './format.js';
import { parseMediaType } from './media-range.js';

/**
 * Reads a JSON body as bytes, not as JSON: the reader of raw reports checks encoding, depth and size itself, so nothing is
 * parsed twice. Compressed bodies are refused, for a small one may hide a huge one.
 *
 * @param limitBytes a longer body is refused with 413.
 */
export function readBody(limitBytes: number): RequestHandler[] {
  return [requireJson, express.raw({ type: () => true, limit: limitBytes, inflate: false })];
}

/** The same where a request may also have no body at all. */
export function readOptionalBody(limitBytes: number): RequestHandler[] {
  return readBody(limitBytes).map((handler): RequestHandler => (req, res, next) => {
    if (isWithoutBody(req.headers)) next();
    else void handler(req, res, next);
  });
}

/** RFC 9112 §6.3: a request has a body when one of these says so. */
function isWithoutBody({
  'content-length': length,
  'transfer-encoding': coding,
}: IncomingHttpHeaders): boolean {
  return coding === undefined && (length ?? '0') === '0';
}

const requireJson: RequestHandler = (req, _res, next) => {
  if (isWithoutBody(req.headers)) throw new OutcomeError('malformed', NO_BODY);
  const type = parseMediaType(req.get('content-type') ?? '');
  if (type === null || !isJson(type.type))
    throw unsupported('The body must be JSON (application/fhir+json): XML is written here, not read.');
  if (!isR4(type.parameters)) throw unsupported('The body must not claim another FHIR version than 4.0.');
  // RFC 8259 §8.1: JSON between systems is UTF-8.
  const charset = type.parameters.get('charset')?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8') throw unsupported('The body must be in UTF-8.');
  next();
};

const NO_BODY = 'The request has no body.';

function unsupported(text: string): OutcomeError {
  return new OutcomeError('unsupported-media-type', text);
}

/**
 * The bytes that {@link readBody} read.
 *
 * @throws OutcomeError 400 when the request had no body.
 */
export function bodyOf(req: { readonly body?: unknown }): Buffer {
  if (Buffer.isBuffer(req.body) && req.body.length > 0) return req.body;
  throw new OutcomeError('malformed', NO_BODY);
}

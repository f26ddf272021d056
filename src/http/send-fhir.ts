import type { Request, Response } from 'express';
import type { FhirResource } from 'fhir/r4.js';
import { OutcomeError } from '../fhir/outcome.js';
import { queryOf } from './query.js';

/** https://hl7.org/fhir/R4/http.html#mime-type; the charset is always said, because some engines assume Latin-1. */
export const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/**
 * Sends a resource as FHIR JSON, indented when the request says `_pretty=true`.
 *
 * Not `res.json`, which takes no account of `_pretty`, nor `res.send`, which would add an ETag of the content.
 */
export function sendFhir(req: Request, res: Response, status: number, resource: FhirResource): void {
  const text = JSON.stringify(resource, null, isPretty(req) ? 2 : undefined);
  const body = Buffer.from(text);
  res.status(status).set('Content-Type', FHIR_JSON).set('Content-Length', String(body.length));
  res.end(body);
}

function isPretty(req: Request): boolean {
  try {
    return queryOf(req).get('_pretty') === 'true';
  } catch (error) {
    // An error answer about a broken query string must not fail on that same string.
    if (error instanceof OutcomeError) return false;
    throw error;
  }
}

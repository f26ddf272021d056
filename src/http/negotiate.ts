import type { Request, RequestHandler } from 'express';
import { OutcomeError } from '../fhir/outcome.js';
import { isJson, isJsonShortName, isR4, jsonTypes } from './json-format.js';
import { parseAccept, parseMediaType, qualityOf } from './media-range.js';
import { queryOf, single } from './query.js';

/**
 * Refuses with 406 what cannot be answered in FHIR R4 JSON. `_format` beats `Accept`, which beats nothing: a client that
 * asks for nothing gets JSON (https://hl7.org/fhir/R4/http.html#mime-type).
 */
export function negotiate(): RequestHandler {
  return (req, _res, next) => {
    if (!isAcceptable(req)) {
      const text = 'This server answers application/fhir+json in FHIR version 4.0 only.';
      throw new OutcomeError('not-acceptable', text);
    }
    next();
  };
}

function isAcceptable(req: Request): boolean {
  const format = single(queryOf(req), '_format');
  if (format !== undefined) return isAcceptableFormat(format);
  const header = req.get('accept');
  if (header === undefined || header.trim() === '') return true;
  const ranges = parseAccept(header).filter(({ parameters }) => isR4(parameters));
  return jsonTypes.some((type) => qualityOf(type, ranges) > 0);
}

function isAcceptableFormat(format: string): boolean {
  // A plus sign that was not percent-encoded arrives as a blank; no media type has one.
  const range = parseMediaType(format.replace('fhir json', 'fhir+json'));
  if (range === null) return isJsonShortName(format.trim().toLowerCase());
  return isJson(range.type) && isR4(range.parameters);
}

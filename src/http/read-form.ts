import express, { type RequestHandler } from 'express';
import { OutcomeError } from '../fhir/outcome.js';
import { parseMediaType } from './media-range.js';

const FORM = 'application/x-www-form-urlencoded';

/** Far more than a search needs. */
const LIMIT_BYTES = 65_536;

/**
 * Reads the form of a search by POST, and goes on as if its parameters stood in the URL: "the parameters are the same", and those of
 * both count (https://hl7.org/fhir/R4/http.html#search). A request without a body has an empty form.
 */
export function readForm(): RequestHandler[] {
  return [requireForm, express.raw({ type: () => true, limit: LIMIT_BYTES, inflate: false }), intoUrl];
}

const requireForm: RequestHandler = (req, _res, next) => {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': coding } = req.headers;
  const isEmpty = type === undefined && coding === undefined && (length ?? '0') === '0';
  if (!isEmpty && parseMediaType(type ?? '')?.type !== FORM) {
    throw new OutcomeError('unsupported-media-type', `The body must be ${FORM}.`);
  }
  next();
};

const intoUrl: RequestHandler = (req, _res, next) => {
  const body: unknown = req.body;
  if (Buffer.isBuffer(body) && body.length > 0) {
    req.url = `${req.url}${req.url.includes('?') ? '&' : '?'}${body.toString()}`;
  }
  next();
};

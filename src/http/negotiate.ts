import { OutcomeError } from '../fhir/outcome.js';
import { formatNamed, isR4, namesOf, type Format } from './format.js';
import type { Middleware } from './middleware.js';
import { headerOf, type RequestHead } from './header.js';
import { parseAccept, parseMediaType, qualityOf } from './media-range.js';
import { queryOf, single } from './query.js';

/** Refuses with 406, before any work is done for it, what {@link formatOf} cannot answer. */
export function negotiate(): Middleware {
  return (req, _res, next) => {
    formatOf(req);
    next();
  };
}

/**
 * The form in which a request is to be answered. `_format` beats `Accept`; whoever asks for nothing, or for both forms alike,
 * gets JSON (https://hl7.org/fhir/R4/http.html#mime-type).
 *
 * @throws OutcomeError 406 when it asks for nothing that this server writes, 400 when its query cannot be read.
 */
export function formatOf(req: RequestHead): Format {
  const format = wantedFormat(req);
  if (format !== null) return format;
  const text = 'This server answers application/fhir+json and application/fhir+xml in FHIR version 4.0 only.';
  throw new OutcomeError('not-acceptable', text);
}

/** The same for answers that must be given all the same, such as the refusal itself: JSON is the last resort. */
export function formatOrJson(req: RequestHead): Format {
  return orElse(() => wantedFormat(req), null) ?? 'json';
}

/** Whether the answer is to be indented (`_pretty=true`). */
export function isPretty(req: RequestHead): boolean {
  return orElse(() => queryOf(req).get('_pretty') === 'true', false);
}

function wantedFormat(req: RequestHead): Format | null {
  const format = single(queryOf(req), '_format');
  if (format !== undefined) return namedFormat(format);
  const header = headerOf(req, 'accept')?.trim() ?? '';
  if (header === '') return 'json';
  const ranges = parseAccept(header).filter(({ parameters }) => isR4(parameters));
  const json = qualityOf(namesOf('json'), ranges);
  const xml = qualityOf(namesOf('xml'), ranges);
  if (json === 0 && xml === 0) return null;
  return xml > json ? 'xml' : 'json';
}

function namedFormat(format: string): Format | null {
  const short = format.trim().toLowerCase();
  if (short === 'json' || short === 'xml') return short;
  // A plus sign that was not percent-encoded arrives as a blank; no media type has one.
  const type = parseMediaType(short.replace(/\b(fhir|json|xml) (?=fhir|json|xml)/, '$1+'));
  return type !== null && isR4(type.parameters) ? formatNamed(type.type) : null;
}

/** An error answer about a broken query string must not fail on that same string. */
function orElse<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof OutcomeError) return otherwise;
    throw error;
  }
}

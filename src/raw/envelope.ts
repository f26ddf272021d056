import { isJsonObject, type JsonObject } from './json-value.js';
import { Moves, type Path } from './moves.js';
import { Notes } from './notes.js';
import type { RawIssue } from './raw-issue.js';
import { ReportRejected } from './report-rejected.js';
import { noteUnknownKeys } from './unknown-keys.js';

/** The report itself, as it was received. */
export interface Content {
  readonly content: JsonObject;
  /** Where it is in the document: `data` of the envelope, or the document itself. */
  readonly root: Path;
  /** What is odd about the envelope. */
  readonly issues: readonly RawIssue[];
}

const ENVELOPE_KEYS: ReadonlySet<string> = new Set(['success', 'message', 'errorCode', 'data']);

/**
 * Finds the report in a document: bare, or as `data` of the envelope in which the vendor's API wraps it.
 *
 * @throws ReportRejected with rule `type`, `required`, `vendor-failure` (the envelope does not claim success) or
 *   `fhir-not-raw` (a FHIR resource, such as the vendor's own FHIR view).
 */
export function openEnvelope(document: unknown): Content {
  if (!isJsonObject(document)) throw rejected('', 'type', 'A report is an object.');
  const { success, data } = document;
  if (success === undefined && !isJsonObject(data)) {
    refuseFhir(document, '/resourceType');
    return { content: document, root: [], issues: [] };
  }
  if (success !== true)
    throw rejected('/success', 'vendor-failure', 'The envelope does not say that the request succeeded.');
  if (data === undefined || data === null)
    throw rejected('/data', 'required', 'The envelope holds no report.');
  if (!isJsonObject(data)) throw rejected('/data', 'type', 'A report is an object.');
  refuseFhir(data, '/data/resourceType');
  return { content: data, root: ['data'], issues: envelopeIssues(document) };
}

function refuseFhir(content: JsonObject, pointer: string): void {
  if (content['resourceType'] === undefined) return;
  throw rejected(pointer, 'fhir-not-raw', 'This is a FHIR resource, not a raw report.');
}

function envelopeIssues(envelope: JsonObject): readonly RawIssue[] {
  const notes = new Notes(new Moves([]));
  noteUnknownKeys(envelope, ENVELOPE_KEYS, notes);
  if ((envelope['errorCode'] ?? null) !== null)
    notes.add(
      'warning',
      'error-code-despite-success',
      'The envelope claims success and has an error code.',
      'errorCode',
    );
  return notes.issues();
}

function rejected(pointer: string, rule: string, text: string): ReportRejected {
  return new ReportRejected([{ pointer, rule, text }]);
}

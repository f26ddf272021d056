import type { Bundle, FhirResource } from 'fhir/r4.js';
import { check } from '../fhir/check/check.js';
import { isJsonObject, type JsonObject } from '../raw/json-value.js';
import { NotRestorable } from '../restore/not-restorable.js';
import { toRaw } from '../restore/to-raw.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import { printLines, type Io } from './io.js';
import { isError, printFindings } from './issue-lines.js';
import { parseDocument, readGiven } from './read-document.js';
import { readEnvironment } from './translation.js';

/**
 * Rebuilds the raw report of a Bundle that the user gave, and says on stderr what that kind of Bundle does not hold.
 *
 * @throws CommandFailed `badInput` after printing what is wrong with it.
 */
export function restoreDocument(bytes: Uint8Array, io: Io): JsonObject {
  const json = readGiven(() => parseDocument(bytes), 'JSON', io);
  const { context } = readEnvironment(io);
  const findings = check(json).filter(isError);
  printFindings(findings, true, io);
  if (findings.length > 0 || !isBundle(json))
    throw new CommandFailed(exitCodes.badInput, 'the input is not a Bundle of FHIR R4.');
  try {
    const raw = toRaw(json, context);
    printLines(io.stderr, lacking(json, raw));
    return raw;
  } catch (error) {
    if (error instanceof NotRestorable) throw new CommandFailed(exitCodes.badInput, error.message);
    throw error;
  }
}

/** What such a Bundle does not hold, beyond the links that none holds: the raw report says otherwise than it did. */
function lacking({ type }: Bundle<FhirResource>, { id, extraData }: JsonObject): string[] {
  const lines: string[] = [];
  if (type !== 'collection' && extraData === null)
    lines.push(
      `derm-fhir: a ${type} holds extra data with EXTRA_DATA=carry only: extraData is null, whatever it was.`,
    );
  if (typeof id === 'string' && id.startsWith('sha256:'))
    lines.push("derm-fhir: the report's own id opens it and is in no Bundle: id is its hash.");
  return lines;
}

/** What passed the check is R4, of whatever type. */
function isBundle(json: unknown): json is Bundle<FhirResource> {
  return isJsonObject(json) && json['resourceType'] === 'Bundle';
}

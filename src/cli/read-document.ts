import { enforceLimits } from '../raw/enforce-limits.js';
import { parseJson } from '../raw/parse-json.js';
import type { RawLimits } from '../raw/raw-limits.js';
import { ReportRejected } from '../raw/report-rejected.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import type { Io } from './io.js';
import { MAX_INPUT_BYTES } from './read-input.js';
import { printViolations } from './issue-lines.js';

/** Bundles of other makers may be larger than one of our reports, yet not without end. */
const documentLimits: RawLimits = {
  maxBytes: MAX_INPUT_BYTES,
  maxDepth: 200,
  maxNodes: 10_000_000,
  maxStringLength: MAX_INPUT_BYTES,
};

/**
 * Parses any JSON document of bearable size and depth.
 *
 * @throws ReportRejected naming the place and the rule.
 */
export function parseDocument(bytes: Uint8Array): unknown {
  const json = parseJson(bytes, documentLimits);
  enforceLimits(json, documentLimits);
  return json;
}

/**
 * Reads a document that the user gave.
 *
 * @param read what it is read with; throws ReportRejected.
 * @param what it should be, for the message, e.g. `a raw report`.
 * @throws CommandFailed after printing each broken rule with its place, one JSON object a line.
 */
export function readGiven<T>(read: () => T, what: string, io: Io): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ReportRejected)) throw error;
    printViolations(error.violations, io);
    throw new CommandFailed(exitCodes.badInput, `the input is not ${what}.`);
  }
}

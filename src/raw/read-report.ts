import { enforceLimits } from './enforce-limits.js';
import { openEnvelope } from './envelope.js';
import { stepsOf } from './json-pointer.js';
import { Moves, type Path } from './moves.js';
import { Notes } from './notes.js';
import { currentShape } from './older-shapes.js';
import { jsonText, parseJsonText } from './parse-json.js';
import type { RawIssue } from './raw-issue.js';
import { type RawLimits, defaultRawLimits } from './raw-limits.js';
import { type Report, reportSchema } from './report.js';
import { ReportRejected } from './report-rejected.js';
import { roundedNumbers } from './rounded-numbers.js';
import { tolerantReader } from './tolerant-reader.js';
import { violationsOf } from './violations.js';

export type { RawIssue } from './raw-issue.js';
export type { RawLimits } from './raw-limits.js';
export type { Report } from './report.js';
export { ReportRejected, type Violation } from './report-rejected.js';

/** A report in the current shape, what was odd about it, and the way back to the document as received. */
export interface ReadReport {
  readonly report: Report;
  readonly issues: readonly RawIssue[];
  /**
   * From a place in the normalised report to the place it came from.
   *
   * @param normalised pointer into `report`, e.g. `/result/scoringSystems/0/score/value`.
   * @returns pointer into the document as received, e.g. `/data/result/questionnaires/0/score`.
   */
  readonly pointerOf: (normalised: string) => string;
  /**
   * The same for paths: not cut off where a name is not fit to be shown.
   *
   * @returns path into the document as received; its indices may be texts.
   */
  readonly sourceOf: (normalised: Path) => Path;
}

const tolerate = tolerantReader(reportSchema);

/**
 * Reads the text of a report. Only the text shows where numbers have more digits than are kept.
 *
 * @param text JSON text, or its bytes in UTF-8.
 * @throws ReportRejected and nothing else; see `readReport`, and rules `bytes`, `utf-8`, `json`.
 */
export function parseReport(text: string | Uint8Array, limits: RawLimits = defaultRawLimits): ReadReport {
  const decoded = jsonText(text, limits);
  const json = parseJsonText(decoded);
  const read = readReport(json, limits);
  const rounded = roundedNumbers(decoded, json);
  return rounded.length === 0 ? read : { ...read, issues: [...read.issues, ...rounded] };
}

/**
 * Reads a report, tolerantly: bare or in the vendor's envelope, in its current or an older shape. What can be carried
 * without a guess is carried, and what is odd about it becomes an issue.
 *
 * @param json any JSON value, as `JSON.parse` gives it; is not changed.
 * @throws ReportRejected and nothing else, naming every place and rule that was broken (up to a limit): too big or too
 *   deep, no report, a refusal of the vendor (`vendor-failure`), values of a wrong type.
 */
export function readReport(json: unknown, limits: RawLimits = defaultRawLimits): ReadReport {
  enforceLimits(json, limits);
  const { content, root, issues } = openEnvelope(json);
  const moves = new Moves(root);
  const notes = new Notes(moves);
  const current = currentShape(content, moves);
  if (current !== content)
    notes.add('information', 'older-shape', 'An older shape, read as the current one.');
  const top = moves.pointerOf([]);
  const parsed = reportSchema.safeParse(tolerate(current, notes), { reportInput: true });
  if (!parsed.success) throw new ReportRejected(violationsOf(parsed.error, moves));
  return {
    report: parsed.data,
    issues: [...issues, ...notes.issues()],
    // What was not moved is where it was.
    pointerOf: (normalised) =>
      current === content ? top + normalised : moves.pointerOf(stepsOf(normalised)),
    sourceOf: (normalised) => moves.sourceOf(normalised),
  };
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inPackage } from '../../package-info.js';
import { CASE_NOTES, type CaseNote } from './case-notes.js';

/** The package ships this folder of its sources. */
const REPORTS = inPackage('src/vendor/sandbox/reports/');

/** One report the sandbox can give out. */
export interface SandboxCase extends CaseNote {
  /** The same report under an id like the vendor's: base64 with `+`, `/` and `=`. */
  readonly handle: string;
  /** The report as it is stored: English labels, unsigned media paths. */
  readonly report: Readonly<Record<string, unknown>>;
}

/** Loads every case of {@link CASE_NOTES} from `reports/<id>.json`, in that order. */
export function loadCases(): readonly SandboxCase[] {
  return CASE_NOTES.map((note) => ({ ...note, handle: handleOf(note.id), report: loadReport(note.id) }));
}

/** Finds a case by its readable id or by its handle. */
export function findCase(cases: readonly SandboxCase[], id: string): SandboxCase | undefined {
  return cases.find((candidate) => candidate.id === id || candidate.handle === id);
}

function loadReport(id: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(readFileSync(new URL(`${id}.json`, REPORTS), 'utf8'));
  const report = isRecord(parsed) && isRecord(parsed['data']) ? parsed['data'] : parsed;
  if (!isRecord(report)) throw new TypeError(`The sandbox report ${id} is not an object.`);
  return report;
}

/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// 64 bytes give 88 characters ending in `==`, the length the vendor shows. Numbered until both awkward characters are in.
function handleOf(id: string): string {
  for (let number = 0; ; number += 1) {
    const handle = createHash('sha512').update(`sandbox report ${id} ${number}`).digest('base64');
    if (handle.includes('+') && handle.includes('/')) return handle;
  }
}

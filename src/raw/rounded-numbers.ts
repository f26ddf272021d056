import { isJsonObject } from './json-value.js';
import { Moves } from './moves.js';
import { Notes } from './notes.js';
import type { RawIssue } from './raw-issue.js';
import { isRounded, mayBeRounded } from './rounding.js';

/** Texts, which are passed over, and numbers (RFC 8259, sections 6 and 7). */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.]*(?:[eE][+-]?\d+)?/gs;

/**
 * Says where a document has numbers of more digits than JavaScript keeps. A second reading, with a text in place of each
 * such number, shows where they are; nearly always there is none, and nothing is read twice.
 *
 * @param text JSON.
 * @param json the same, parsed; within the limits of depth.
 */
export function roundedNumbers(text: string, json: unknown): readonly RawIssue[] {
  if (!mayBeRounded(text)) return [];
  const marked = text.replace(TOKEN, (token) =>
    !token.startsWith('"') && isRounded(token, Number(token)) ? '""' : token,
  );
  if (marked === text) return [];
  const notes = new Notes(new Moves([]));
  note(json, JSON.parse(marked), notes);
  return notes.issues();
}

function note(value: unknown, marked: unknown, notes: Notes): void {
  if (typeof value === 'number' && typeof marked === 'string') noteRounded(value, notes);
  if (!isContainer(value) || !isContainer(marked)) return;
  for (const [step, member] of Object.entries(value)) {
    notes.enter(step);
    note(member, Object.getOwnPropertyDescriptor(marked, step)?.value, notes);
    notes.leave();
  }
}

function isContainer(value: unknown): value is object {
  return Array.isArray(value) || isJsonObject(value);
}

/** Notes that a number has lost digits: of a whole number they may be all that it was about. */
export function noteRounded(value: number, notes: Notes): void {
  const text = 'The number has more digits than are kept: the last ones are rounded.';
  notes.add(Number.isInteger(value) ? 'warning' : 'information', 'number-rounded', text);
}

import { isJsonObject } from '../raw/json-value.js';
import type { Step } from '../raw/json-pointer.js';
import type { Path } from '../raw/moves.js';
import { absent } from './other-values.js';

/**
 * A copy of a document with another value at a path; what is not on the way to it is shared.
 *
 * @param value of a type that may stand there: the copy is of the document's type, too.
 */
export function changed<T>(document: T, path: Path, value: unknown): T;
export function changed(document: unknown, [step, ...below]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(document)) return changedItem(document, step, below, value);
  if (!isJsonObject(document)) return document;
  const { [step]: member, ...others } = document;
  return below.length === 0 && value === absent
    ? others
    : { ...document, [step]: changed(member, below, value) };
}

function changedItem(list: readonly unknown[], step: Step, below: Path, value: unknown): unknown[] {
  return list.map((item, at) => (at === step ? changed(item, below, value) : item));
}

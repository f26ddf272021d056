import type { Step } from '../raw/json-pointer.js';
import { isJsonObject } from '../raw/json-value.js';
import type { Path } from '../raw/moves.js';
import type { Report } from '../raw/report.js';
import { fileOf } from '../translate/media-key.js';
import type { Place } from './place.js';

/** What mentions of one file say of it: by what it is told from a file that is described differently. */
const SHARED: readonly Step[] = ['url', 'type', 'modality', 'diqaScore'];

/** What a place says of which file. */
export interface Mention {
  readonly file: string;
  readonly member: Step;
}

/** @returns null when the place says nothing of a file, or not of which. */
export function mentionAt(report: Report, { path }: Place): Mention | null {
  const member = path.at(-1);
  if (member === undefined || !SHARED.includes(member) || path[0] === 'extraData' || path.length < 2)
    return null;
  const medium = at(report, path.slice(0, -1));
  const file = isJsonObject(medium) && typeof medium['url'] === 'string' ? fileOf(medium['url']) : null;
  return file === null ? null : { file, member };
}

function at(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    document,
  );
}

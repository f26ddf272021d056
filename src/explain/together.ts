import type { Step } from '../raw/json-pointer.js';
import { isJsonObject } from '../raw/json-value.js';
import type { Path } from '../raw/moves.js';
import type { Report } from '../raw/report.js';
import { fileOf } from '../translate/media-key.js';
import type { Place } from './place.js';

/** What two mentions of one file say alike, and what is one element in FHIR. */
const SHARED: readonly Step[] = ['url', 'type', 'modality', 'diqaScore'];

/**
 * The places that must change with a place: a file that is mentioned twice is one Media as long as both mentions say the
 * same, and changing only one of them would tear them apart.
 *
 * @returns place → paths, its own among them.
 */
export function togetherIn(report: Report, places: readonly Place[]): (place: Place) => readonly Path[] {
  const paths = new Map<string, Path[]>();
  const keyOf = ({ path, value }: Place): string | null => {
    const [member, medium] = [path.at(-1), at(report, path.slice(0, -1))];
    if (member === undefined || !SHARED.includes(member) || !isJsonObject(medium)) return null;
    const { url } = medium;
    if (typeof url !== 'string' || path[0] === 'extraData' || path.length < 2) return null;
    return JSON.stringify([fileOf(url), member, member === 'url' ? fileOf(url) : value]);
  };
  for (const place of places) {
    const key = keyOf(place);
    if (key !== null) paths.set(key, [...(paths.get(key) ?? []), place.path]);
  }
  return (place) => paths.get(keyOf(place) ?? '') ?? [place.path];
}

function at(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    document,
  );
}

import type { Path } from '../raw/moves.js';
import type { Report } from '../raw/report.js';
import { mentionAt } from './mention.js';
import type { Place } from './place.js';

/**
 * The places that must change with a place: a file that is mentioned twice is one Media as long as both mentions say the
 * same, and changing only one of them would tear them apart.
 *
 * @returns place → paths, its own among them; the same list for each of them.
 */
export function togetherIn(report: Report, places: readonly Place[]): (place: Place) => readonly Path[] {
  const paths = new Map<string, Path[]>();
  const keyOf = (place: Place): string => {
    const mention = mentionAt(report, place);
    if (mention === null) return JSON.stringify(place.path);
    const { file, member } = mention;
    return JSON.stringify({ file, member, value: member === 'url' ? file : place.value });
  };
  for (const place of places) {
    const key = keyOf(place);
    const known = paths.get(key);
    if (known === undefined) paths.set(key, [place.path]);
    else known.push(place.path);
  }
  return (place) => paths.get(keyOf(place)) ?? [place.path];
}

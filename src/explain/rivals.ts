import type { Report } from '../raw/report.js';
import { mediaPath } from '../translate/media-key.js';
import { fieldOf } from './field-of.js';
import { mentionAt } from './mention.js';
import { isLink } from './other-text.js';
import type { Place } from './place.js';

/** The values that a place may not take, because something else of the report has them. */
export interface Rivals {
  has(place: Place, value: string | number): boolean;
}

/** Fields that tell nothing from anything: what other places say is as good for them as anything else. */
const MAY_RECUR =
  /\.media\.(?:type|modality)$|^macroscopicMedia\.type$|\.facet\.name$|^result\.scoringSystems\.score\.severity\./;

/** The rivals of each place of a report: what the same field says elsewhere in it, and other mentions of the same file. */
export function rivalsIn(report: Report, places: readonly Place[]): Rivals {
  const taken = new Map<string, Set<string | number>>();
  const kindOf = (place: Place): string | null => {
    const mention = mentionAt(report, place);
    if (mention?.member === 'url') return 'url';
    if (mention !== null) return JSON.stringify(mention);
    // Of the report and of its candidates alike.
    const field = fieldOf(place).replace('result.conclusions.pathology', 'pathology');
    return MAY_RECUR.test(field) ? null : field;
  };
  for (const place of places) {
    const [kind, { value }] = [kindOf(place), place];
    if (kind === null || (typeof value !== 'string' && typeof value !== 'number')) continue;
    const known = taken.get(kind) ?? new Set();
    taken.set(kind, known.add(keyOf(value)));
  }
  return {
    has: (place, value) => {
      const kind = kindOf(place);
      return kind !== null && (taken.get(kind)?.has(keyOf(value)) ?? false);
    },
  };
}

/** What things are told apart by: of a link its path, of a text its words. */
function keyOf(value: string | number): string | number {
  if (typeof value === 'number') return value;
  return isLink(value) ? mediaPath(value) : value.trim().replace(/\s+/g, ' ').toLowerCase();
}

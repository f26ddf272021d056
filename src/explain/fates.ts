import { pointerTo } from '../raw/json-pointer.js';
import type { ReadReport } from '../raw/read-report.js';
import type { TranslateContext } from '../translate/context.js';
import type { Translation } from '../translate/translate.js';
import { createEffects } from './effects.js';
import type { Elements } from './elements.js';
import type { FieldFate, Target } from './explanation.js';
import { otherValues } from './other-values.js';
import { placesOf, type Place } from './place.js';
import { rawLeaves } from './raw-leaves.js';
import { IMPLIED, keptBack, NO_VALUE, reasonFor } from './reason.js';
import { togetherIn } from './together.js';
import { MAX_FIELDS, TooManyFields } from './too-many-fields.js';

/**
 * Where each value of a raw report went, one at a time: each is changed, and what becomes of the report is compared with
 * what it was.
 *
 * @param json the raw report as it was received.
 * @param translation of it, and its elements.
 * @throws TooManyFields
 */
export function fatesOf(
  json: unknown,
  { report, pointerOf }: ReadReport,
  { resources, issues, elements }: Translation & { readonly elements: Elements },
  context: TranslateContext,
): Iterable<FieldFate> {
  const leaves = rawLeaves(json);
  if (leaves.size > MAX_FIELDS) throw new TooManyFields();
  const places = placesOf(report);
  const placeOf = new Map(places.map((place) => [pointerOf(pointerTo(place.path)), place]));
  // A score that is keyed by its code has a code without a value of its own: the key.
  const keys = [...placeOf].filter(
    ([pointer, { value }]) => typeof value === 'string' && !leaves.has(pointer),
  );
  const together = togetherIn(report, places);
  const effectsOf = createEffects(report, resources, context);
  const fateOf = (pointer: string): FieldFate => {
    const place = placeOf.get(pointer);
    if (place === undefined)
      return { pointer, targets: [], potential: [], reason: reasonFor(pointer, leaves.get(pointer), issues) };
    const effects = otherValues(place).map((value) => effectsOf(together(place), value));
    const targets = elements.sorted(effects.flatMap((one) => one.targets));
    const potential = elements.sorted(effects.flatMap((one) => one.potential));
    if (isEmpty(place)) return { pointer, targets, potential, reason: targets.length > 0 ? null : NO_VALUE };
    if (targets.length > 0) return { pointer, targets, potential: [], reason: keptBack(pointer) };
    if (potential.length === 0)
      return { pointer, targets, potential, reason: reasonFor(pointer, place.value, issues) };
    return { pointer, targets: implied(elements, place, potential), potential, reason: IMPLIED };
  };
  return oneByOne([...leaves.keys(), ...keys.map(([key]) => key)], fateOf);
}

/** One at a time, when it is asked for. */
function* oneByOne<T, U>(items: readonly T[], make: (item: T) => U): Iterable<U> {
  for (const item of items) yield make(item);
}

function isEmpty({ value }: Place): boolean {
  return value === null || typeof value === 'object';
}

/** What would be written elsewhere, were it something else, is said already near there. */
function implied(elements: Elements, { value }: Place, potential: readonly Target[]): Target[] {
  return elements.sorted(
    potential.flatMap(({ resource, path }) =>
      elements.saying(value, { resource, path: path.replace(/(?:\.\w+|\[\d+\])$/, '') }),
    ),
  );
}

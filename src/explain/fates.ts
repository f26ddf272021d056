import type { Path } from '../raw/moves.js';
import type { Report } from '../raw/report.js';
import type { TranslationIssue } from '../translate/issue.js';
import type { Effects, EffectsOf } from './effects.js';
import type { Elements } from './elements.js';
import { outerPath } from './element-path.js';
import type { FieldFate, Target } from './explanation.js';
import type { Field } from './fields.js';
import { createOtherValues, type OtherValues } from './other-values.js';
import { isEmpty, type Place } from './place.js';
import { IMPLIED, keptBack, NO_VALUE, reasonFor, takenOut } from './reason.js';
import { togetherIn } from './together.js';
import { demandFewTargets } from './too-much-to-explain.js';

/** What the fates of values are found with. */
export interface FateDependencies {
  readonly report: Report;
  /** Of the report. */
  readonly places: readonly Place[];
  /** Of its translation. */
  readonly issues: readonly TranslationIssue[];
  readonly elements: Elements;
  readonly effectsOf: EffectsOf;
  /** The pointer by which a path is shown; several may share one. */
  readonly pointerTo: (path: Path) => string;
}

/**
 * Where each value of a raw report went, one at a time: each is changed, and what becomes of the report is compared with
 * what it was. A step is one such change.
 *
 * @throws TooMuchToExplain from a step.
 */
export function* fatesOf(
  fields: readonly Field[],
  dependencies: FateDependencies,
): Generator<undefined, FieldFate[]> {
  const { report, places, elements, pointerTo } = dependencies;
  const otherValues = createOtherValues(report, places);
  const together = togetherIn(report, places);
  const known = new Map<readonly Path[], readonly Effects[]>();
  const fates = new Map<string, FieldFate[]>();
  let said = 0;
  for (const { path, value, place } of fields) {
    const pointer = pointerTo(path);
    if (pointer === '') continue;
    const paths = place === null ? [] : together(place);
    const found = known.get(paths) ?? (yield* effectsAt(place, paths, otherValues, dependencies.effectsOf));
    // Kept for the others only.
    if (paths.length > 1) known.set(paths, found);
    said += found.reduce((sum, { targets, potential }) => sum + targets.length + potential.length, 0);
    demandFewTargets(said);
    const fate = fateOf(pointer, place ?? { value }, found, dependencies);
    fates.set(pointer, [...(fates.get(pointer) ?? []), fate]);
  }
  return [...fates.values()].map((same) => joined(same, elements));
}

function* effectsAt(
  place: Place | null,
  paths: readonly Path[],
  otherValues: OtherValues,
  effectsOf: EffectsOf,
): Generator<undefined, readonly Effects[]> {
  if (place === null) return [];
  const found: Effects[] = [];
  for (const value of otherValues(place)) {
    found.push(effectsOf(paths, value));
    yield;
  }
  const { value } = place;
  if (typeof value !== 'string' || !isNothing(found[0])) return found;
  // The letter that differs may have been in what is taken out of the text.
  return [effectsOf(paths, `x ${value}`), ...found];
}

function isNothing(effects: Effects | undefined): boolean {
  return effects === undefined || effects.targets.length + effects.potential.length === 0;
}

/** @param place where the value is read, or the value that is not. */
function fateOf(
  pointer: string,
  place: Pick<Place, 'value'>,
  effects: readonly Effects[],
  { issues, elements }: FateDependencies,
): FieldFate {
  const targets = elements.sorted(effects.flatMap((one) => one.targets));
  const potential = elements.sorted(effects.flatMap((one) => one.potential));
  if (targets.length > 0 && !isEmpty(place.value))
    return { pointer, targets, potential: [], reason: takenOut(pointer, issues) ?? keptBack(pointer) };
  if (effects.length > 0 && isEmpty(place.value))
    return { pointer, targets, potential, reason: targets.length > 0 ? null : NO_VALUE };
  if (potential.length === 0)
    return { pointer, targets, potential, reason: reasonFor(pointer, place.value, issues) };
  return { pointer, targets: implied(elements, place, potential), potential, reason: IMPLIED };
}

/** What would be written elsewhere, were it something else, is said already near there. */
function implied(
  elements: Elements,
  { value }: Pick<Place, 'value'>,
  potential: readonly Target[],
): Target[] {
  return elements.sorted(
    potential.flatMap(({ resource, path }) => elements.saying(value, { resource, path: outerPath(path) })),
  );
}

/** One fate of all values that are shown by the same pointer. */
function joined(fates: readonly FieldFate[], elements: Elements): FieldFate {
  const [first] = fates;
  if (first !== undefined && fates.length === 1) return first;
  const targets = elements.sorted(fates.flatMap((fate) => fate.targets));
  const potential = elements.sorted(fates.flatMap((fate) => fate.potential));
  const telling = fates.filter((fate) => targets.length === 0 || fate.targets.length > 0);
  const reason = telling.find((fate) => fate.reason !== null)?.reason ?? null;
  return { pointer: first?.pointer ?? '', targets, potential, reason };
}

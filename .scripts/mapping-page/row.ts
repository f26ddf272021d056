import type { FieldFate } from '../../src/explain/explanation.js';
import { codesOf } from './codes.js';
import { elementsAt, type Element } from './element.js';
import { emptyInWords } from './empty-in-words.js';
import type { Field } from './fields.js';
import { link } from './link.js';
import { isId, isPrincipal } from './principal.js';
import { occurrencesOf, type Sample } from './samples.js';
import { common, tryValue, union, unique, type Outcome } from './trial.js';

/** Cells of Markdown, line by line. */
export interface Row {
  /** Where a field goes. */
  readonly elements: readonly string[];
  /** By which codes and units it is known there. */
  readonly codes: readonly string[];
  /** What null, absence and 0 do. */
  readonly empty: readonly string[];
}

/** A value of a sample, and where it went. */
interface Found {
  readonly sample: Sample;
  readonly pointer: string;
  readonly value: unknown;
}

/**
 * Says where a field goes, and what it does when it is empty.
 *
 * @param fields one field, or the same one of a record that stands in several places.
 * @throws when no sample has a value in it, or the values go nowhere and nothing says why.
 */
export function rowOf(fields: readonly Field[], samples: readonly Sample[]): Row {
  const pointer = fields[0]?.pointer ?? '';
  const kind = fields[0]?.kind ?? '';
  const found = samples.flatMap((sample) =>
    fields.flatMap((field) => occurrencesOf(sample, field.pointer).map((one) => ({ sample, ...one }))),
  );
  const full = found.filter(({ value }) => !isEmpty(value));
  if (full.length === 0) throw new Error(`no sample has ${pointer}`);
  const isMany = kind === 'list' || kind === 'record';
  // Of records some have more members than others; of single values all must do the same.
  const combine = isMany ? union : common;
  const tried = tellingIn(full);
  const outcome = (value: unknown): Outcome | null => outcomeOf(tried, value, combine);
  const where = isMany ? wholes(outcome(kind === 'list' ? [] : null)) : places(found);
  if (where.elements.length === 0) throw new Error(`${pointer} goes nowhere`);
  const numbers = full.filter(({ value }) => typeof value === 'number' && value !== 0);
  const empty = emptyInWords({
    null: outcome(null),
    absent: outcome(undefined),
    ...(kind === 'list' ? { '`[]`': outcome([]) } : {}),
    ...(kind.startsWith('number') ? { 0: outcomeOf(tellingIn(numbers), 0, common) } : {}),
  });
  return { ...where, empty };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Those of the first sample in which the value matters: where the same is said twice, one of the two does little. */
function tellingIn(found: readonly Found[]): readonly Found[] {
  const perSample = unique(found.map(({ sample }) => sample)).map((own) =>
    found.filter(({ sample }) => sample === own),
  );
  return perSample.find(isMissed) ?? perSample[0] ?? [];
}

/** Whether something is not there without the values. */
function isMissed(found: readonly Found[]): boolean {
  const outcome = outcomeOf(found, null, common);
  return outcome === null || outcome.unmade.length + outcome.gone.length > 0;
}

function outcomeOf(
  tried: readonly Found[],
  value: unknown,
  combine: (outcomes: readonly Outcome[]) => Outcome,
): Outcome | null {
  const outcomes = tried.map(({ sample, pointer }) => tryValue(sample, pointer, value));
  const taken = outcomes.filter((one) => one !== null);
  return taken.length === 0 ? null : combine(taken);
}

/** Of what holds several values: what is made of them all. */
function wholes(outcome: Outcome | null): Pick<Row, 'elements' | 'codes'> {
  const { unmade = [], gone = [] } = outcome ?? {};
  return { elements: [...unmade.map((id) => link(id)), ...gone.map((name) => `\`${name}\``)], codes: [] };
}

function places(found: readonly Found[]): Pick<Row, 'elements' | 'codes'> {
  const fates = found.map(({ sample, pointer }) => ({ sample, fate: sample.fates.get(pointer) }));
  const elements = fates.flatMap(({ sample, fate }) => targetsOf(sample, fate));
  const principal = deepest(elements.filter(({ name }) => isPrincipal(name)));
  const ids = unique(elements.filter(({ name }) => isId(name)).map(({ profile }) => link(profile)));
  const reasons = fates.flatMap(({ fate }) => (fate?.reason == null ? [] : [fate.reason]));
  const texts = unique(reasons.filter(({ kind }) => kind !== 'no-value').map(({ text }) => `*${text}*`));
  return {
    elements: [
      ...byProfiles(principal),
      ...(ids.length === 0 ? [] : [`the id, and references to it: ${ids.join(', ')}`]),
      ...texts,
    ],
    codes: unique(principal.flatMap(codesOf)),
  };
}

function targetsOf(sample: Sample, fate: FieldFate | undefined): Element[] {
  return (fate?.targets ?? []).flatMap(({ resource, path }) => {
    const found = sample.resources.get(resource);
    return found === undefined ? [] : elementsAt(found, path);
  });
}

/** Without what others are a part of: it is told by its parts. */
function deepest(elements: readonly Element[]): Element[] {
  const names = unique(elements.map(({ name }) => name));
  const isReason = (name: string): boolean => name.endsWith('.dataAbsentReason');
  const isWhole = (name: string): boolean =>
    names.some((one) => one.startsWith(name) && /^[.:]/.test(one.slice(name.length)));
  // Why there is no value is told with null.
  return elements.filter(({ name }) => !isWhole(name) && !isReason(name));
}

/** Each name once, by the profiles that have it. */
function byProfiles(elements: readonly Element[]): string[] {
  const names = new Map<string, string[]>();
  for (const name of unique(elements.map((one) => one.name))) {
    const profiles = unique(elements.filter((one) => one.name === name).map(({ profile }) => profile));
    const links = profiles.map((id) => link(id)).join(', ');
    names.set(links, [...(names.get(links) ?? []), `\`${name}\``]);
  }
  return [...names].map(([links, own]) => `${own.join(', ')} of ${links}`);
}

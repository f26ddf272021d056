import { hash } from 'node:crypto';
import { badValue } from './bad-value.js';
import { CURSOR } from './cursor.js';
import type { GivenParameters, NameAndValue } from './given-parameters.js';
import type { View } from './search-query.js';

/** Matches on a page without `_count`, and the most that `_count` gets: more is quietly made less, as R4 allows. */
export const DEFAULT_COUNT = 50;
export const MAX_COUNT = 200;

/** How many matches a page has at most; 0: only their number is wanted. @throws OutcomeError 400. */
export function readCount({ single }: Pick<GivenParameters, 'single'>, { summary }: View): number {
  const count = countIn(single('_count'));
  return summary === 'count' ? 0 : count;
}

/** Whether all matches are to be counted. @throws OutcomeError 400. */
export function readTotal({ single }: Pick<GivenParameters, 'single'>): boolean {
  const modes = ['none', 'estimate', 'accurate'];
  const text = single('_total') ?? 'accurate';
  if (!modes.includes(text)) throw badValue('_total', `must be one of ${modes.join(', ')}`);
  return text !== 'none';
}

/** Short: a cursor of another search is a mistake, and one made for this search opens nothing. */
export function searchKey(type: string, { criteria, single }: GivenParameters): string {
  const asked = criteria.map(({ parameter, modifier, value }) => [parameter.name, modifier, value].join(' '));
  const search = JSON.stringify([type, single('_sort') ?? '', ...asked.sort()]);
  return hash('sha256', search, 'base64url').slice(0, 8);
}

/** The parameters as they were understood, for the self link: with the count that was used, and without the cursor. */
export function usedOf({ used }: GivenParameters): readonly NameAndValue[] {
  return used
    .filter(([name]) => name !== CURSOR)
    .map(([name, value]) => [name, name === '_count' ? String(countIn(value)) : value]);
}

function countIn(text: string | undefined): number {
  if (text === undefined) return DEFAULT_COUNT;
  if (!/^\d{1,9}$/.test(text)) throw badValue('_count', 'must be a whole number, 0 or more');
  return Math.min(Number(text), MAX_COUNT);
}

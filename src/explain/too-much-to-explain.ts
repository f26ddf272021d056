import type { TranslatedResource } from '../translate/translate.js';

/** So many values of a report are explained: each is a translation or more of all of it. */
const MAX_FIELDS = 2000;

/** Values, times the characters that are read and written for each: on one processor, some two seconds. */
const MAX_WORK = 100_000_000;

/** So much may be said of where values go: of a file that is mentioned often, each mention goes wherever it is mentioned. */
const MAX_TARGETS = 50_000;

/** The report says more than can be explained. */
export class TooMuchToExplain extends Error {
  override readonly name = 'TooMuchToExplain';
}

/**
 * @param count of the report's values.
 * @throws TooMuchToExplain
 */
export function demandFew(count: number): void {
  if (count > MAX_FIELDS)
    throw new TooMuchToExplain(`A report of more than ${MAX_FIELDS} values is not explained.`);
}

/**
 * Short reports may say much, and of what is long there may be little.
 *
 * @param count of the report's values.
 * @param json the report.
 * @param resources what it becomes.
 * @throws TooMuchToExplain
 */
export function demandLittleWork(
  count: number,
  json: unknown,
  resources: readonly TranslatedResource[],
): void {
  const characters = JSON.stringify(json).length + JSON.stringify(resources).length;
  if (count * characters > MAX_WORK)
    throw new TooMuchToExplain(
      'A report is not explained when its values, times the characters of it and of its translation, are more than 100 million.',
    );
}

/**
 * @param count of the elements that its values go to, each as often as one does.
 * @throws TooMuchToExplain
 */
export function demandFewTargets(count: number): void {
  if (count > MAX_TARGETS)
    throw new TooMuchToExplain(
      `A report is not explained when its values go to more than ${MAX_TARGETS} elements, each counted for each value.`,
    );
}

/** So many values of a report are explained: each is a translation or more of all of it. */
export const MAX_FIELDS = 2000;

/** The report says more than can be explained. */
export class TooManyFields extends Error {
  override readonly name = 'TooManyFields';

  constructor() {
    super(`A report of more than ${MAX_FIELDS} values is not explained.`);
  }
}

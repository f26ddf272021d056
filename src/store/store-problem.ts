/** The store cannot be opened or used as it is set. The message names settings and rules, never values. */
export class StoreProblem extends Error {
  override readonly name = 'StoreProblem';
}

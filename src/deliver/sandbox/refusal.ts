import type { Situation } from './situation.js';

/** A receiver refuses a request, or one entry of a batch. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /**
   * @param about what it refuses, e.g. `Observation/1`.
   * @param expression where in the request that is, as FHIRPath.
   */
  constructor(
    readonly situation: Situation,
    readonly about = '',
    readonly expression?: string,
  ) {
    super(situation);
  }

  /** The same, said to be in an entry of a Bundle. */
  inEntry(index: number): Refusal {
    return new Refusal(this.situation, this.about, `Bundle.entry[${index}]`);
  }
}

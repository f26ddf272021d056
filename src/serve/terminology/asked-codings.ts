import { OutcomeError } from '../../fhir/outcome.js';
import type { AskedCoding } from '../../terminology/operations/verdict.js';

/** The three ways in which R4 lets a caller name a code. */
export interface AskedInput {
  readonly code?: string | undefined;
  readonly system?: string | undefined;
  readonly version?: string | undefined;
  readonly display?: string | undefined;
  readonly coding?: AskedCoding | undefined;
  readonly codeableConcept?: { readonly coding: readonly AskedCoding[] } | undefined;
}

/**
 * The codings that a caller asks about.
 *
 * @param ways in which the operation lets it name them, for the message.
 * @throws OutcomeError 400 unless exactly one of the ways is taken.
 */
export function askedCodings(
  input: AskedInput,
  ways = 'code, coding and codeableConcept',
): readonly AskedCoding[] {
  const { code, system, version, display, coding, codeableConcept } = input;
  const taken = [
    ...(code === undefined ? [] : [[{ system, version, code, display }]]),
    ...(coding === undefined ? [] : [[coding]]),
    ...(codeableConcept === undefined ? [] : [codeableConcept.coding]),
  ];
  const [way] = taken;
  const text = `Exactly one of the parameters ${ways} must be given.`;
  if (way === undefined) throw new OutcomeError('missing-parameter', text);
  if (taken.length > 1) throw new OutcomeError('bad-parameter', text);
  return way;
}

/** @throws OutcomeError 400 when a code stands alone, for the same code means another thing in another system. */
export function demandSystem({ code, system }: AskedInput): void {
  if (code !== undefined && system === undefined)
    throw new OutcomeError('missing-parameter', 'Parameter system must be given with code.');
}

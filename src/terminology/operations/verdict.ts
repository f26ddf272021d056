import type { Parameters } from 'fhir/r4.js';
import { displayIn, type Concept } from '../library/code-system.js';

/** A code that a caller asks about, with what else it says of it. */
export interface AskedCoding {
  readonly system?: string | undefined;
  readonly version?: string | undefined;
  readonly code?: string | undefined;
  readonly display?: string | undefined;
}

/** What `$validate-code` finds. */
export interface Verdict {
  readonly result: boolean;
  /** For people; null: nothing is to be said. */
  readonly message: string | null;
  /** Name of the code; null: none is known. */
  readonly display: string | null;
}

/** @param message a fixed sentence: never the caller's own words. */
export function refusal(message: string): Verdict {
  return { result: false, message, display: null };
}

/**
 * Judges the display of a code that is there. Any of its names will do, in any letter case; when there is none, the display
 * cannot be judged, which R4 does not count against it.
 */
export function accepted(concept: Concept, { display }: AskedCoding, language?: string): Verdict {
  const known = displayIn(concept, language);
  const names = [concept.display, ...concept.designations.map(({ value }) => value)];
  if (display === undefined || names.some((name) => name !== null && isSame(name, display)))
    return { result: true, message: null, display: known };
  if (known === null)
    return { result: true, message: 'The code is there; it has no display to compare with.', display: null };
  return {
    result: false,
    message: 'The code is there, but the display is not one of its names.',
    display: known,
  };
}

/**
 * The verdict on a CodeableConcept: one good coding is enough.
 *
 * @param verdicts of its codings, in their order.
 */
export function verdictOf(verdicts: readonly Verdict[]): Verdict {
  return (
    verdicts.find(({ result }) => result) ?? verdicts[0] ?? refusal('There is no coding in the concept.')
  );
}

/** The answer of `$validate-code`, the same for code systems and value sets. */
export function verdictParameters({ result, message, display }: Verdict): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'result', valueBoolean: result },
      ...(message === null ? [] : [{ name: 'message', valueString: message }]),
      ...(display === null ? [] : [{ name: 'display', valueString: display }]),
    ],
  };
}

function isSame(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

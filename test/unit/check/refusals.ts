import { expect, test } from '@jest/globals';
import { check, type CheckIssue, type CheckOptions } from '../../../src/fhir/check/check.js';
import { withEdits, type Edit } from '../../conformance/planted-defect.js';

/** One way to break a good document: what is wrong in words, the edits, where the check must point. */
export type Refusal = readonly [sentence: string, edits: readonly Edit[], expression: string];

/** An edit that puts a value at a JSON pointer. */
export function put(at: string, value: unknown): Edit {
  return { at, value };
}

/** An edit that removes what is at a JSON pointer. */
export function remove(at: string): Edit {
  return { at, value: undefined };
}

/** The findings that make a document invalid. */
export function errorsIn(document: unknown, options?: CheckOptions): CheckIssue[] {
  return check(document, options).filter(({ severity }) => severity === 'error');
}

/** Places of the errors in a document. */
export function refusedPlaces(document: unknown, options?: CheckOptions): string[] {
  return errorsIn(document, options).map(({ expression }) => expression);
}

/** One test for each refusal: good before the edits, refused at exactly one place after them. */
export function testRefusals(
  document: () => unknown,
  refusals: readonly Refusal[],
  options: CheckOptions = {},
): void {
  test('the document is good before it is broken', () => {
    expect(errorsIn(document(), options)).toEqual([]);
  });

  test.each(refusals)('refuses %s', (_sentence, edits, expression) => {
    expect(refusedPlaces(withEdits(document(), edits), options)).toEqual([expression]);
  });
}

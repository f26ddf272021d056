import type { z } from 'zod';
import type { Moves } from './moves.js';
import type { Violation } from './report-rejected.js';

/** Violations that are written out; further ones are counted. */
const MAX_VIOLATIONS = 50;

/** Kinds of JSON values, in words. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  object: 'an object',
  array: 'a list',
};

/**
 * What the schema refuses, as violations: rules and kinds of values, never the values.
 *
 * @param error of a parse with `reportInput`, which tells null from a wrong type.
 */
export function violationsOf(error: z.ZodError, moves: Moves): Violation[] {
  const violations = error.issues.slice(0, MAX_VIOLATIONS).map((issue): Violation => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    return { pointer: moves.pointerOf(path), ...brokenRule(issue) };
  });
  const more = error.issues.length - violations.length;
  if (more > 0) violations.push({ pointer: moves.pointerOf([]), rule: 'more', text: `And ${more} more.` });
  return violations;
}

function brokenRule(issue: z.core.$ZodIssue): Omit<Violation, 'pointer'> {
  if (issue.code === 'too_big') return { rule: 'too-long', text: `Longer than ${issue.maximum} characters.` };
  if (issue.input === undefined || issue.input === null)
    return { rule: 'required', text: 'A report cannot do without it.' };
  const expected = issue.code === 'invalid_type' ? KINDS[issue.expected] : undefined;
  return { rule: 'type', text: `Expected ${expected ?? 'a number, a text, true or false'}.` };
}

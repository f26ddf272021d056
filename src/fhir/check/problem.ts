import type { CheckCode } from './check-issue.js';

/** What is wrong with one value. Problems are constants: a good document makes none. */
export interface Problem {
  readonly code: CheckCode;
  /** A sentence that quotes no value. */
  readonly text: string;
}

/** Says what is wrong with a value. */
export function problem(code: CheckCode, text: string): Problem {
  return Object.freeze({ code, text });
}

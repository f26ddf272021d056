import { problem, type Problem } from '../problem.js';

const INT32 = 2 ** 31;

const NO_NUMBER = problem('structure', 'A JSON number belongs here.');
const NOT_FINITE = problem('value', 'A decimal is finite.');
const NO_BOOLEAN = problem('structure', 'true or false belongs here.');

function whole(min: number, hint: string): (value: unknown) => Problem | null {
  const wrong = problem('value', hint);
  return (value) => {
    if (typeof value !== 'number') return NO_NUMBER;
    return Number.isInteger(value) && value >= min && value < INT32 ? null : wrong;
  };
}

export const checkInteger = whole(-INT32, 'An integer is whole and has 32 bits.');
export const checkPositiveInt = whole(1, 'A positiveInt is whole, at least 1, and has 32 bits.');
export const checkUnsignedInt = whole(0, 'An unsignedInt is whole, at least 0, and has 32 bits.');

export function checkDecimal(value: unknown): Problem | null {
  if (typeof value !== 'number') return NO_NUMBER;
  return Number.isFinite(value) ? null : NOT_FINITE;
}

export function checkBoolean(value: unknown): Problem | null {
  return typeof value === 'boolean' ? null : NO_BOOLEAN;
}

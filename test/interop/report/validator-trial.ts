import { BROKEN } from '../../hl7/inputs.js';
import type { Outcome, Trial } from './trial.js';

/** Rows of what is no single report, by the folder that HL7's validator is given it in. */
export const GROUPS = {
  generated: 'generated reports',
  examples: 'examples of the profiles',
  mappings: 'profiles, terminology, operations',
  answers: 'answers of a running gateway',
  sample: 'a Bundle written by hand',
  [BROKEN]: 'broken on purpose: refused',
} as const;

/**
 * What a validator says of a file. That it does not notice what is broken is no fault of ours.
 *
 * @param file relative to the inputs of HL7's validator.
 * @param problem null: it finds no fault.
 */
export function validatorTrial(file: string, column: string, problem: string | null): Trial {
  return { table: 'validators', row: rowOf(file), column, name: file, ...judged(file, problem) };
}

/** A report counts to its own row, in whatever form it is there. */
function rowOf(file: string): string {
  const [folder = '', name = ''] = file.split('/');
  const group = Object.entries(GROUPS).find(([key]) => key === folder);
  return group === undefined ? (name.split('.', 1)[0] ?? name) : group[1];
}

function judged(file: string, problem: string | null): { outcome: Outcome; detail: string | null } {
  if (!file.startsWith(BROKEN)) return { outcome: problem === null ? 'held' : 'failed', detail: problem };
  return { outcome: problem === null ? 'declined' : 'held', detail: null };
}

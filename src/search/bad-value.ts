import { OutcomeError } from '../fhir/outcome.js';

/**
 * The answer to a value that breaks a rule.
 *
 * @param parameter its name as this server declares it.
 * @param rule e.g. `must be true or false`: the value itself is never repeated.
 */
export function badValue(parameter: string, rule: string): OutcomeError {
  return new OutcomeError('bad-parameter', `Search parameter ${parameter} ${rule}.`);
}

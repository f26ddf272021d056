import type { Coding } from 'fhir/r4.js';
import { deepFreeze } from '../fhir/deep-freeze.js';
import type { CodeSystemMapping } from './mapping-schema.js';

/**
 * The codings of a code system: one frozen copy each, shared by all resources.
 *
 * @returns code → coding with system and, where the code system gives one, display.
 */
export function codeTable({ url, concept }: CodeSystemMapping): ReadonlyMap<string, Coding> {
  return new Map(
    concept.map(({ code, display }) => [
      code,
      deepFreeze({ system: url, code, ...(display === undefined ? {} : { display }) }),
    ]),
  );
}

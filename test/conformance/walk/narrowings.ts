import type { CapabilityStatementRestResourceSearchParam, FhirResource, SearchParameter } from 'fhir/r4.js';
import { modifierTrials } from './modifier-trials.js';
import { r4SearchParameters } from './r4-search-parameters.js';
import { rangeTrials, TELLING_PREFIXES } from './range-trials.js';
import type { Trial } from './trial.js';

/** A modifier or prefix of a parameter of a type, e.g. `:not` or `gt`, with searches that try it. */
export interface Narrowing {
  readonly type: string;
  readonly parameter: SearchParameter;
  readonly narrowing: string;
  readonly tried: readonly Trial[];
}

/** Modifiers that the documentation of a parameter names, e.g. `:missing`. */
export function modifiersOf({ documentation = '' }: CapabilityStatementRestResourceSearchParam): string[] {
  return [...documentation.matchAll(/(?<=^|[\s(`]):([a-z]+)/g)].map(([, name]) => name ?? '');
}

/** The documented modifiers of a parameter, and the prefixes that R4 gives dates and quantities. */
export function narrowingsOf(
  type: string,
  declared: CapabilityStatementRestResourceSearchParam,
  resources: readonly FhirResource[],
): Narrowing[] {
  const parameter = r4SearchParameters(type).find(({ code }) => code === declared.name)!;
  const prefixes = ['date', 'quantity'].includes(declared.type) ? TELLING_PREFIXES : [];
  return [
    ...modifiersOf(declared).map((modifier) => ({
      narrowing: `:${modifier}`,
      tried: modifierTrials(parameter, resources, modifier),
    })),
    ...prefixes.map((prefix) => ({ narrowing: prefix, tried: rangeTrials(parameter, resources, prefix) })),
  ].map((one) => ({ type, parameter, ...one }));
}

import type { CodeableConcept, Coding, ElementDefinitionBinding } from 'fhir/r4.js';
import { UNITS, type UcumCode } from '../../src/fhir/quantity.js';
import { localSystems, ownSystems } from '../../src/translate/codings.js';
import { profileUrl, valueSetUrl, type Constraint } from './profile.js';

/* The words that the profiles are written in: patterns, slices, bindings and references that several of them share. */

/** What there is none of. */
export const NONE: Constraint = { max: '0' };

/** A concept that has all of these codes. Displays are left out: words may change, codes may not. */
export function pattern(...codings: readonly Coding[]): CodeableConcept {
  return { coding: codings.map(({ system = '', code = '' }) => ({ system, code })) };
}

/** A code of our own code system of concepts. */
export function ownCode(code: string): Coding {
  return { system: localSystems.dermatologyAi, code };
}

/** A value in one unit of UCUM, and in no other: neither by its code nor in what people read. */
export function inUnit(code: UcumCode): Constraint['patternQuantity'] {
  return { unit: UNITS[code], system: 'http://unitsofmeasure.org', code };
}

/** A binding to one of our value sets. */
export function bound(
  strength: ElementDefinitionBinding['strength'],
  valueSet: string,
): { binding: ElementDefinitionBinding } {
  return { binding: { strength, valueSet: valueSetUrl(valueSet) } };
}

/** References to resources of our profiles, or to R4's types where a name has a capital letter. */
export function referenceTo(...targets: readonly string[]): Pick<Constraint, 'type'> {
  return {
    type: [
      {
        code: 'Reference',
        targetProfile: targets.map((target) =>
          /^[A-Z]/.test(target) ? `http://hl7.org/fhir/StructureDefinition/${target}` : profileUrl(target),
        ),
      },
    ],
  };
}

/** References to resources of our profiles that lead to one: words or an identifier in its place are not enough. */
export function leadsTo(at: string, ...targets: readonly string[]): Readonly<Record<string, Constraint>> {
  return { [at]: referenceTo(...targets), [`${at}.reference`]: { min: 1 } };
}

/** Who made it, by name only: R4 has no Device among the performers, and a person or organisation it must not be. */
export function softwareByName(type: string): Readonly<Record<string, Constraint>> {
  return {
    [`${type}.performer`]: {
      short: 'The software by name: R4 has no Device among the performers',
      min: 1,
    },
    [`${type}.performer.reference`]: NONE,
    [`${type}.performer.identifier`]: NONE,
    [`${type}.performer.display`]: { min: 1 },
  };
}

/** How the members of a list are told apart; members of no slice stay allowed unless it is closed. */
export function slicedBy(path: string, rules: 'open' | 'closed' = 'open'): Pick<Constraint, 'slicing'> {
  return { slicing: { discriminator: [{ type: 'pattern', path }], rules } };
}

/** The identifier that is the resource's id, by which a server that gives its own ids finds it again. */
export function ownIdentifier(type: string): Readonly<Record<string, Constraint>> {
  const slice = `${type}.identifier:resource`;
  return {
    [`${type}.identifier`]: { ...slicedBy('system'), min: 1 },
    [slice]: { short: 'The id that the gateway gave', min: 1, max: '1' },
    [`${slice}.system`]: { min: 1, patternUri: ownSystems.resource },
    [`${slice}.value`]: { min: 1 },
  };
}

/** Extensions are told apart by their url. */
export const byUrl: Constraint = {
  slicing: { discriminator: [{ type: 'value', path: 'url' }], rules: 'open' },
};

/** Whose the resource is, in all that are about somebody. */
export function about(type: string): Readonly<Record<string, Constraint>> {
  return {
    [`${type}.subject`]: {
      short: 'The patient; absent where the caller names none, for none is invented',
      ...referenceTo('Patient'),
    },
    [`${type}.encounter`]: {},
  };
}

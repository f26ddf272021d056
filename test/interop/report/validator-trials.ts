import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../../src/fhir/check/check.js';
import { errorsOf } from '../../conformance/finding.js';
import { VALIDATORS } from '../../conformance/validate-all.js';
import type { Trial } from './trial.js';
import { validatorTrial } from './validator-trial.js';
import { npmPackage } from './versions.js';

type Validate = (resource: unknown) => readonly string[];

/** The errors that one validator finds, as lines. */
function errorsBy(name: keyof typeof VALIDATORS): Validate {
  return (resource) => errorsOf(VALIDATORS[name](resource)).map(({ path, text }) => `${path} ${text}`);
}

function ownErrors(resource: unknown): string[] {
  const errors = check(resource).filter(({ severity }) => severity === 'error');
  return errors.map(({ expression, diagnostics }) => `${expression} ${diagnostics}`);
}

/** By what they are called in the table. */
function validators(): Readonly<Record<string, Validate>> {
  return {
    [`Medplum's (${npmPackage('@medplum/core')})`]: errorsBy('medplum'),
    [`fhir.js (${npmPackage('fhir')})`]: errorsBy('fhir-js'),
    [`R4's JSON schema (${npmPackage('ajv')})`]: errorsBy('json-schema'),
    [`R4's invariants (${npmPackage('fhirpath')})`]: errorsBy('invariants'),
    'our own `check`': ownErrors,
  };
}

/**
 * What the validators that need no Java say of what HL7's was given.
 *
 * @param files relative to the folder.
 */
export function validatorTrials(folder: string, files: readonly string[]): Trial[] {
  return Object.entries(validators()).flatMap(([column, validate]) =>
    files.map((file) => {
      const resource: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      return validatorTrial(file, column, validate(resource)[0] ?? null);
    }),
  );
}

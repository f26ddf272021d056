import type { Request } from 'express';
import { z } from 'zod';
import { OutcomeError } from '../../fhir/outcome.js';
import { preferences } from '../../http/prefer.js';
import { queryOf } from '../../http/query.js';
import { bodyOf } from '../../http/read-body.js';
import { readResource } from '../read-resource.js';

/** Values of an operation's parameters by name, in their order: texts of the query, or what a Parameters resource holds. */
export type GivenParameters = ReadonlyMap<string, readonly unknown[]>;

/** Names that every interaction knows. */
const GENERAL: readonly string[] = ['_format', '_pretty'];

const parametersSchema = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(z.looseObject({ name: z.string() })).default([]),
});

/**
 * Collects the parameters of an operation from the query and, for POST, from the Parameters resource in the body
 * (https://hl7.org/fhir/R4/operations.html#request). Unknown ones are ignored, unless the caller wants strictness.
 *
 * @param known names that the operation declares.
 * @throws OutcomeError 400 for a broken query or JSON or for a parameter that strictness forbids; 422 for another resource.
 */
export function givenParameters(req: Request, known: readonly string[]): GivenParameters {
  const given = new Map<string, unknown[]>();
  const add = (name: string, value: unknown) => {
    given.set(name, [...(given.get(name) ?? []), value]);
  };
  // An empty value is no value (https://hl7.org/fhir/R4/search.html#errors).
  for (const [name, value] of queryOf(req)) if (value !== '') add(name, value);
  if (req.method === 'POST') {
    for (const { name, ...rest } of parametersIn(bodyOf(req))) add(name, valueOf(rest));
  }
  const isStrict = preferences(req.get('prefer')).get('handling') === 'strict';
  const allowed = [...known, ...GENERAL];
  if (isStrict && [...given.keys()].some((name) => !allowed.includes(name))) {
    const text = `With handling=strict only these parameters are allowed here: ${allowed.join(', ')}.`;
    throw new OutcomeError('unsupported-parameter', text);
  }
  return given;
}

function parametersIn(body: Uint8Array): readonly { readonly name: string }[] {
  const { success, data } = parametersSchema.safeParse(readResource(body));
  if (!success) throw new OutcomeError('rejected-content', 'The body must be a Parameters resource.');
  return data.parameter;
}

/** inv-1: a parameter has a value, a resource or parts, and only one of them. */
function valueOf(parameter: object): unknown {
  const [, value] =
    Object.entries(parameter).find(([key]) => /^(?:value[A-Z]|resource$|part$)/.test(key)) ?? [];
  return value;
}

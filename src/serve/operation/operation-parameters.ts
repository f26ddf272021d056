import type { Request } from 'express';
import { z } from 'zod';
import { OutcomeError } from '../../fhir/outcome.js';
import { preferences } from '../../http/prefer.js';
import { queryOf } from '../../http/query.js';
import { readResource } from './read-resource.js';

/** Values of an operation's parameters by name, in their order: texts of the query, or what a Parameters resource holds. */
export type OperationParameters = ReadonlyMap<string, readonly unknown[]>;

/** Names that every interaction knows. */
const GENERAL: readonly string[] = ['_format', '_pretty'];

const parametersSchema = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(z.looseObject({ name: z.string() })).default([]),
});

/** Whether a document says that it is a Parameters resource. */
export function isParameters(json: unknown): boolean {
  return (
    typeof json === 'object' && json !== null && 'resourceType' in json && json.resourceType === 'Parameters'
  );
}

/** The document that was posted with an operation; undefined: there is none. @throws OutcomeError 400 when it is not JSON. */
export function postedParameters({ body }: Pick<Request, 'body'>): unknown {
  return Buffer.isBuffer(body) && body.length > 0 ? readResource(body) : undefined;
}

/**
 * Collects the parameters of an operation from the query and from a Parameters resource
 * (https://hl7.org/fhir/R4/operations.html#request). Unknown and empty ones are ignored, unless the caller wants
 * strictness or the operation does.
 *
 * @param known names that the operation declares.
 * @param body the document that was posted; undefined: there is none.
 * @param others what becomes of those that are unknown, whatever the caller prefers; `refused`: empty values are kept, too, for the
 *   operation to judge.
 * @throws OutcomeError 400 for a broken query or for a parameter that is refused; 422 for a body that is something else.
 */
export function operationParameters(
  req: Request,
  known: readonly string[],
  body?: unknown,
  others: 'ignored' | 'refused' = 'ignored',
): OperationParameters {
  const given = new Map<string, unknown[]>();
  const add = (name: string, value: unknown) => {
    given.set(name, [...(given.get(name) ?? []), value]);
  };
  // An empty value is no value (https://hl7.org/fhir/R4/search.html#errors).
  for (const [name, value] of queryOf(req)) if (value !== '' || others === 'refused') add(name, value);
  if (body !== undefined) for (const { name, ...rest } of parametersIn(body)) add(name, valueOf(rest));
  const isStrict = preferences(req.get('prefer')).get('handling') === 'strict';
  if (others === 'refused') demandKnown('Only', [...known, ...GENERAL], given);
  else if (isStrict) demandKnown('With handling=strict only', [...known, ...GENERAL], given);
  return given;
}

function demandKnown(only: string, allowed: readonly string[], given: OperationParameters): void {
  if ([...given.keys()].every((name) => allowed.includes(name))) return;
  const text = `${only} these parameters are allowed here: ${allowed.join(', ')}.`;
  throw new OutcomeError('unsupported-parameter', text);
}

function parametersIn(body: unknown): readonly { readonly name: string }[] {
  const { success, data } = parametersSchema.safeParse(body);
  if (!success) throw new OutcomeError('rejected-content', 'The body must be a Parameters resource.');
  return data.parameter;
}

/** inv-1: a parameter has a value, a resource or parts, and only one of them. */
function valueOf(parameter: object): unknown {
  const [, value] =
    Object.entries(parameter).find(([key]) => /^(?:value[A-Z]|resource$|part$)/.test(key)) ?? [];
  return value;
}

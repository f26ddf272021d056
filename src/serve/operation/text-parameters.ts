import type { Request } from 'express';
import { OutcomeError } from '../../fhir/outcome.js';
import { readQuery } from '../../http/query.js';
import { operationParameters, postedParameters } from './operation-parameters.js';

/**
 * Reads the parameters of an operation that are texts and may stand once, from the URL and from a Parameters resource, if one was
 * posted.
 *
 * @param known names that the operation declares.
 * @returns a reader: name → value or undefined.
 * @throws OutcomeError 400 for what `readQuery` refuses and for another type of value, 422 for a body that is something else.
 */
export function textParameters<Name extends string>(
  req: Request,
  known: readonly Name[],
): (name: Name) => string | undefined {
  const body = postedParameters(req);
  if (body === undefined) return readQuery(req, known);
  const given = operationParameters(req, known, body);
  for (const name of known) text(name, given.get(name));
  return (name) => text(name, given.get(name));
}

function text(name: string, values: readonly unknown[] = []): string | undefined {
  const [value, another] = values;
  if (another !== undefined) throw badParameter(`${name} may be given once only`);
  if (value !== undefined && typeof value !== 'string') throw badParameter(`${name} must be a text`);
  return value === '' ? undefined : value;
}

function badParameter(rule: string): OutcomeError {
  return new OutcomeError('bad-parameter', `Parameter ${rule}.`);
}

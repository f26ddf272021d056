import { z } from 'zod';
import { isLanguage, normaliseLanguage } from '../../fhir/language.js';
import { OutcomeError } from '../../fhir/outcome.js';
import type { OperationParameters } from '../operation/operation-parameters.js';

/*
 * The types of R4 that the terminology operations take. A query has texts only; a Parameters resource has each type in its own
 * form, but clients are not agreed which of the textual types a code or a URL is, so that any of them will do.
 */

/** What neither a FHIR string nor XML can hold; part of what is asked stands in the answer again. */
const UNFIT = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u;

const text = z
  .string('must be a text')
  .regex(/\S/, 'must not be blank')
  .refine((value) => !UNFIT.test(value), 'must not hold control characters');
const coding = z.looseObject(
  { system: text.optional(), version: text.optional(), code: text.optional(), display: text.optional() },
  'must be a Coding',
);

/** How often a parameter may stand, and what it is. */
export const one = {
  text: atMostOnce(text),
  language: atMostOnce(
    text.refine(isLanguage, 'must be a language tag such as en or pt-BR').transform(normaliseLanguage),
  ),
  boolean: atMostOnce(
    z.union(
      [z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')],
      'must be true or false',
    ),
  ),
  count: atMostOnce(
    z.union(
      [
        z.int().min(0).max(2_147_483_647),
        z
          .string()
          .regex(/^\d{1,9}$/)
          .transform(Number),
      ],
      'must be a whole number from 0 up',
    ),
  ),
  coding: atMostOnce(coding),
  codeableConcept: atMostOnce(
    z.looseObject({ coding: z.array(coding).default([]) }, 'must be a CodeableConcept'),
  ),
};

/** A parameter that may stand several times. */
export const manyTexts = z.array(text);

/**
 * Reads the parameters that an operation takes.
 *
 * @param schema by parameter: each gets the list of its values.
 * @throws OutcomeError 400 naming the parameter and its rule.
 */
export function readInput<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  given: OperationParameters,
): z.infer<z.ZodObject<Shape>> {
  const lists = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, given.get(name) ?? []]));
  const { success, data, error } = schema.safeParse(lists);
  if (success) return data;
  const [issue] = error.issues;
  throw new OutcomeError(
    'bad-parameter',
    `Parameter ${String(issue?.path[0])} ${issue?.message ?? 'is wrong'}.`,
  );
}

/**
 * Refuses what R4 defines and this server does not do, where leaving it out would change the answer.
 *
 * @throws OutcomeError 400 naming the parameter.
 */
export function refuse(names: readonly string[], given: OperationParameters): void {
  const refused = names.find((name) => given.has(name));
  if (refused !== undefined)
    throw new OutcomeError('unsupported-parameter', `Parameter ${refused} is not supported here.`);
}

function atMostOnce<T>(value: z.ZodType<T>) {
  return z
    .array(value)
    .max(1, 'may be given once only')
    .transform(([only]) => only);
}

import { z } from 'zod';
import { fieldRules } from '../../src/raw/field.js';
import { reportSchema } from '../../src/raw/report.js';

/** A field of the raw report's schema that can be null, absent or empty. */
export interface Field {
  /** RFC 6901 pointer, a list's items as `[]`. */
  readonly pointer: string;
  /** What it holds, in words. */
  readonly kind: string;
}

/** All of them, in the order of the schema. */
export const fields: readonly Field[] = fieldsOf(reportSchema, '', []);

function fieldsOf(schema: z.core.$ZodType, pointer: string, around: readonly z.core.$ZodType[]): Field[] {
  const wrapping = [...around, schema];
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodExactOptional)
    return fieldsOf(schema.unwrap(), pointer, wrapping);
  if (schema instanceof z.ZodArray)
    return [{ pointer, kind: 'list' }, ...fieldsOf(schema.element, `${pointer}/[]`, [])];
  if (!(schema instanceof z.ZodObject)) return [{ pointer, kind: kindOf(schema, wrapping) }];
  const members = Object.entries<z.core.$ZodType>(schema.shape).flatMap(([key, member]) =>
    fieldsOf(member, `${pointer}/${key}`, []),
  );
  // A record that is always there says no more than its members.
  return around.some((one) => one instanceof z.ZodNullable)
    ? [{ pointer, kind: 'record' }, ...members]
    : members;
}

function kindOf(schema: z.core.$ZodType, wrapping: readonly z.core.$ZodType[]): string {
  const rules = wrapping.map((one) => fieldRules.get(one));
  const min = rules.find((rule) => rule?.min !== undefined)?.min;
  const max = rules.find((rule) => rule?.max !== undefined)?.max;
  if (schema instanceof z.ZodUnion) return 'number, yes or no, or text';
  if (schema instanceof z.ZodCustom) return 'any JSON';
  if (!(schema instanceof z.ZodNumber)) return 'text';
  if (min === undefined) return 'number';
  return max === undefined ? `number from ${min}` : `number, ${min} to ${max}`;
}

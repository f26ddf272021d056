import { z } from 'zod';

/** Something that a field could hold, with something in each of its members. */
export function sampleOf(schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodExactOptional)
    return sampleOf(schema.unwrap());
  // Of what may be several, the first is what it is as a rule.
  if (schema instanceof z.ZodUnion) return schema.options.map(sampleOf)[0];
  if (schema instanceof z.ZodNumber) return 1;
  if (schema instanceof z.ZodArray) return [sampleOf(schema.element)];
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries<z.core.$ZodType>(schema.shape).map(([key, member]) => [key, sampleOf(member)]),
    );
  return 'x';
}

import { z } from 'zod';
import { olderNames } from './older-names.js';
import { reportSchema } from './report.js';

/** Names that the vendor documents, of the current shape and of older ones: they are no secrets, however long. */
export const documentedNames: ReadonlySet<string> = new Set([
  ...namesIn(reportSchema),
  ...Object.values(olderNames).flatMap((renames) => Object.keys(renames)),
  'scoreCategorySeverity',
]);

function namesIn(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodExactOptional)
    return namesIn(schema.unwrap());
  if (schema instanceof z.ZodArray) return namesIn(schema.element);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<z.core.$ZodType>(schema.shape).flatMap(([name, member]) => [
    name,
    ...namesIn(member),
  ]);
}

import { z } from 'zod';
import { openApi, resolve } from '../helpers/openapi.js';

const schemaSchema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  const: z.unknown().optional(),
  pattern: z.string().optional(),
  examples: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
});
/** What a value must be like, as far as it is generated. */
export type ValueSchema = z.output<typeof schemaSchema>;

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['query', 'path', 'header']),
  required: z.boolean().default(false),
  schema: z.unknown(),
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.object({ value: z.unknown() })).optional(),
});

/** A parameter of `openapi.yaml`. */
export interface DescribedParameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly isRequired: boolean;
  readonly schema: ValueSchema;
  readonly examples: readonly string[];
}

/** An operation of `openapi.yaml`. */
export interface DescribedRequest {
  readonly method: string;
  /** As the document writes it, with `{id}`. */
  readonly path: string;
  readonly parameters: readonly DescribedParameter[];
  /** Media types of its body; none: it has no body. */
  readonly bodies: readonly string[];
}

/** Every operation that `openapi.yaml` describes. */
export const describedRequests: readonly DescribedRequest[] = Object.entries(openApi.paths).flatMap(
  ([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters.map((parameter) => readParameter(resolve(parameter))),
      bodies: bodyTypes(resolve(operation.requestBody)),
    })),
);

function readParameter(value: unknown): DescribedParameter {
  const { schema, example, examples = {}, required, ...rest } = parameterSchema.parse(value);
  const read = schemaSchema.parse(resolve(schema ?? {}));
  const given = [example, ...Object.values(examples).map((one) => one.value), ...(read.examples ?? [])];
  return {
    ...rest,
    isRequired: required,
    schema: read,
    examples: given.filter((one) => one !== undefined).map(String),
  };
}

function bodyTypes(body: unknown): string[] {
  const { content } = z.object({ content: z.record(z.string(), z.unknown()).default({}) }).parse(body ?? {});
  return Object.keys(content);
}

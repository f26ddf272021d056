import { isObject, objectsOf, type HeldResource } from './resource.js';

/** What resources are found by: `identifier|system|value`, `_tag|system|code`. */
export function tokensOf({ identifier, meta }: HeldResource): string[] {
  const identifiers = isObject(identifier) ? [identifier] : objectsOf(identifier);
  const tags = isObject(meta) ? objectsOf(meta['tag']) : [];
  return [
    ...identifiers.flatMap(({ system, value }) => tokens('identifier', system, value)),
    ...tags.flatMap(({ system, code }) => tokens('_tag', system, code)),
  ];
}

function tokens(parameter: string, system: unknown, value: unknown): string[] {
  if (typeof value !== 'string') return [];
  const bare = tokenKey(parameter, value);
  return typeof system === 'string' ? [bare, tokenKey(parameter, `${system}|${value}`)] : [bare];
}

/** @param token as a search has it, unescaped: `system|value`, or a value alone. */
export function tokenKey(parameter: string, token: string): string {
  return `${parameter}=${token}`;
}

import type { CheckIssue } from './check-issue.js';
import { isObject, type JsonObject } from './json-object.js';
import { checkOwnBundle } from './rules/own-output-rules.js';
import { checkResource } from './resource.js';
import { Visit } from './visit.js';

export type { CheckIssue };

/** How strictly to check. */
export interface CheckOptions {
  /**
   * The document is our own output, of which more is promised: what it refers to is inside of it, its links lead to this
   * gateway, what the AI says is labelled and preliminary.
   */
  readonly closed?: boolean;
  /** FHIR base of this gateway, without trailing slash; needed to judge links. */
  readonly baseUrl?: string;
}

/**
 * Checks any FHIR R4 resource or Bundle. The structure comes from the R4 definitions (`r4-table.ts`): elements, how often,
 * choices, formats, required codes, where references may lead. What goes beyond is in `rules/` by name, the formats are in
 * `primitives/`. Not judged: profiles, open bindings, codes of large systems, and the invariants of types that this
 * gateway neither makes nor publishes.
 *
 * @param resource any JSON value. It is not changed.
 * @returns what was found, at most some 200 things; without errors the resource may leave. Never throws.
 */
export function check(resource: unknown, options: CheckOptions = {}): CheckIssue[] {
  if (!isObject(resource)) return [NO_OBJECT];
  const visit = new Visit(rootName(resource), options.closed ?? false, options.baseUrl);
  checkResource(resource, visit);
  if (visit.closed && resource['resourceType'] === 'Bundle') checkOwnBundle(resource, visit);
  return visit.issues;
}

/** Paths begin with the type; a name that cannot be one is not repeated. */
function rootName({ resourceType }: JsonObject): string {
  return typeof resourceType === 'string' && /^[A-Za-z]{1,64}$/.test(resourceType)
    ? resourceType
    : 'Resource';
}

const NO_OBJECT: CheckIssue = Object.freeze({
  severity: 'error',
  code: 'structure',
  expression: 'Resource',
  diagnostics: 'A resource is a JSON object, and this is none.',
});

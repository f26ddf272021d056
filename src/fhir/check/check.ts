import type { CheckIssue } from './check-issue.js';
import { isObject } from './json-object.js';
import { checkResource } from './resource.js';
import { Visit } from './visit.js';

export type { CheckIssue };

/** How strictly to check. */
export interface CheckOptions {
  /**
   * The document is our own output: every reference must resolve inside of it, links lead to this gateway only, what the
   * AI says is labelled as such.
   */
  readonly closed?: boolean;
  /** FHIR base of this gateway, without trailing slash; needed to judge links. */
  readonly baseUrl?: string;
}

/**
 * Checks a FHIR R4 resource or Bundle: structure, cardinality, choices, formats, required bindings, references, narrative,
 * units, terminology and the invariants that a translation may break.
 *
 * @param resource any JSON value.
 * @returns what was found; without errors the resource may leave. Never throws.
 */
export function check(resource: unknown, options: CheckOptions = {}): CheckIssue[] {
  const type = isObject(resource) ? resource['resourceType'] : undefined;
  const root = typeof type === 'string' && /^[A-Za-z]{1,64}$/.test(type) ? type : 'Resource';
  const visit = new Visit(root, options.closed ?? false, options.baseUrl);
  checkResource(resource, visit);
  return visit.issues;
}

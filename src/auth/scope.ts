import { GATEWAY_SCOPES, type GatewayScope, type Interaction, type Permissions } from './principal.js';

/** What a scope that this server honours gives. */
export type Scope =
  | { readonly kind: 'gateway'; readonly scope: GatewayScope }
  /** `type` may be `*`; `letters` are those of SMART v2: create, read, update, delete, search. */
  | { readonly kind: 'resource'; readonly type: string; readonly letters: string };

/** SMART v1's words in the letters of v2 (SMART App Launch 2.2, "Scopes for requesting FHIR Resources"). */
const V1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** SMART v2 wants its letters in this order, each once. */
const V2 = /^c?r?u?d?s?$/;

const RESOURCE_SCOPE = /^system\/(\*|[A-Z][A-Za-z]{0,63})\.(\*|[a-z]{1,5})$/;

const LETTERS = { read: 'r', search: 's', delete: 'd' } as const satisfies Record<Interaction, string>;

/**
 * Reads one scope.
 *
 * @param text e.g. `system/DiagnosticReport.rs`, `system/*.read`, `gateway/admin`.
 * @returns null for one that gives nothing here: `user/` and `patient/` scopes, for this server knows no user and no launch; a
 * scope with a `?query`, whose restriction it could not keep; and whatever is not written as it should be.
 */
export function parseScope(text: string): Scope | null {
  const own = GATEWAY_SCOPES.find((scope) => scope === text);
  if (own !== undefined) return { kind: 'gateway', scope: own };
  const [, type, rights] = RESOURCE_SCOPE.exec(text) ?? [];
  if (type === undefined || rights === undefined) return null;
  const letters = V1[rights] ?? (V2.test(rights) ? rights : null);
  return letters === null ? null : { kind: 'resource', type, letters };
}

/** What scopes together permit; one that gives nothing takes nothing away. */
export function permissionsOf(scopes: readonly string[]): Permissions {
  const gateway = new Set<GatewayScope>();
  const letters = new Map<string, string>();
  const give = (type: string, more: string) => letters.set(type, (letters.get(type) ?? '') + more);
  for (const scope of scopes.map(parseScope)) {
    if (scope?.kind === 'gateway') gateway.add(scope.scope);
    else if (scope !== null) give(scope.type, scope.letters);
  }
  // Who pushes is told to ask for Tasks (`Content-Location` of `$push`).
  if (gateway.has('gateway/push.write')) give('Task', LETTERS.read + LETTERS.search);
  const permits = (type: string, letter: string) => letters.get(type)?.includes(letter) ?? false;
  return {
    isGrantedAnything: gateway.size + letters.size > 0,
    may: (interaction, type) => permits(type, LETTERS[interaction]) || permits('*', LETTERS[interaction]),
    has: (scope) => gateway.has(scope),
  };
}

import type { IncomingMessage } from 'node:http';

/** What a client may do with a type of resource (SMART App Launch 2.2, `system/Type.rs`). */
export type Interaction = 'read' | 'search' | 'delete';

/** Permissions that SMART has no scope for. */
export const GATEWAY_SCOPES = ['gateway/push.write', 'gateway/admin'] as const;
export type GatewayScope = (typeof GATEWAY_SCOPES)[number];

/** What a client may do. */
export interface Permissions {
  /** Whether there is anything at all that it may do: what is about nobody is for every client that may do something. */
  readonly isGrantedAnything: boolean;
  may(interaction: Interaction, type: string): boolean;
  has(scope: GatewayScope): boolean;
}

/** Who calls, after the credentials were checked. */
export interface Principal extends Permissions {
  /** Name of the client; it may be logged. */
  readonly client: string;
  /** Whose reports it works with. */
  readonly tenant: string;
}

/** Whose reports everything is where nobody says otherwise. */
export const DEFAULT_TENANT = 'default';

/** Names that a tenant may have: they stand in logs and in rows. */
export const TENANT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Names that a client may have: they stand in logs and in the audit. */
export const CLIENT_NAME = /^[\x21-\x7e]{1,128}$/;

const PRINCIPAL = Symbol('principal');

declare module 'http' {
  interface IncomingMessage {
    [PRINCIPAL]?: Principal;
  }
}

/** Says who sent a request. */
export function setPrincipal(req: IncomingMessage, principal: Principal): void {
  req[PRINCIPAL] = principal;
}

/**
 * Who sent a request.
 *
 * @throws Error when nobody has asked: a route that needs to know was mounted before the authentication, which is a defect.
 */
export function principalOf(req: IncomingMessage): Principal {
  const principal = req[PRINCIPAL];
  if (principal === undefined) throw new Error('The request was not authenticated.');
  return principal;
}

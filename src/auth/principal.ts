/** What a client may do with a type of resource (SMART App Launch 2.2, `system/Type.rs`). */
export type Interaction = 'read' | 'search' | 'delete';

/** Permissions that SMART has no scope for. */
export type GatewayScope = 'gateway/admin' | 'gateway/push.write';

/** Who calls, after the credentials were checked. */
export interface Principal {
  /** Name of the client; it may be logged. */
  readonly client: string;
  /** Whose reports it works with. */
  readonly tenant: string;
  may(interaction: Interaction, type: string): boolean;
  has(scope: GatewayScope): boolean;
}

import type { IncomingMessage } from 'node:http';
import { principalOf, type GatewayScope, type Interaction, type Principal } from './principal.js';
import { forbidden } from './refusal.js';

/**
 * Refuses what the caller's scopes do not permit.
 *
 * @returns who calls.
 * @throws OutcomeError 403.
 */
export function demand(req: IncomingMessage, interaction: Interaction, type: string): Principal {
  const principal = principalOf(req);
  if (!principal.may(interaction, type)) throw forbidden();
  return principal;
}

/**
 * Refuses a client whose scopes give nothing here.
 *
 * @returns who calls.
 * @throws OutcomeError 403.
 */
export function demandAnything(req: IncomingMessage): Principal {
  const principal = principalOf(req);
  if (!principal.isGrantedAnything) throw forbidden();
  return principal;
}

/**
 * Refuses what needs a scope of the gateway's own.
 *
 * @returns who calls.
 * @throws OutcomeError 403.
 */
export function demandScope(req: IncomingMessage, scope: GatewayScope): Principal {
  const principal = principalOf(req);
  if (!principal.has(scope)) throw forbidden();
  return principal;
}

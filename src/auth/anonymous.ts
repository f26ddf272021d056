import { DEFAULT_TENANT, type Principal } from './principal.js';

/**
 * Who calls where nobody is asked.
 *
 * @param isLocal whether this machine alone can call; only then may the caller administer the gateway.
 */
export function anonymous(isLocal: boolean): Principal {
  return {
    client: 'anonymous',
    tenant: DEFAULT_TENANT,
    isGrantedAnything: true,
    may: () => true,
    has: (scope) => isLocal || scope !== 'gateway/admin',
  };
}

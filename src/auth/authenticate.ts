import type { IncomingMessage } from 'node:http';
import type { Middleware } from '../http/middleware.js';
import { noteCaller } from '../observe/caller.js';
import { credentialOf, type Credential } from './credential.js';
import { setPrincipal, type Principal } from './principal.js';
import { credentialsNeeded } from './refusal.js';

/**
 * Tells whose credentials these are.
 *
 * @throws OutcomeError (rejects) 401 for what is not valid, 403 for who may not come in, 503 when it cannot be checked.
 */
export type Verify = (credential: Credential) => Promise<Principal>;

/**
 * Finds out who calls, and refuses everything but open addresses to those who cannot say. It stands before the routes, so that an
 * address that nobody thought of is closed.
 *
 * @param who how to find out, or who everybody is where nobody is asked.
 * @param open addresses that anybody may ask for, without query; there, nobody is asked.
 * @returns a middleware after which `principalOf` answers, but on open addresses.
 */
export function authenticate(who: Verify | Principal, open: ReadonlySet<string>): Middleware {
  return (req, _res, next) => {
    if (open.has(pathOf(req))) next();
    else if (typeof who !== 'function') {
      tell(req, who);
      next();
    } else {
      identify(req, who).then(() => {
        next();
      }, next);
    }
  };
}

async function identify(req: IncomingMessage, verify: Verify): Promise<void> {
  const credential = credentialOf(req);
  if (credential === null) throw credentialsNeeded();
  tell(req, await verify(credential));
}

function tell(req: IncomingMessage, principal: Principal): void {
  setPrincipal(req, principal);
  noteCaller(req, principal);
}

function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

import type { IncomingMessage } from 'node:http';
import { OutcomeError } from '../fhir/outcome.js';
import type { Middleware } from '../http/middleware.js';
import { noteFacts } from '../observe/request-facts.js';
import { credentialOf, type Credential } from './credential.js';
import { setPrincipal, type Principal } from './principal.js';
import { credentialsNeeded, NO_CREDENTIALS } from './refusal.js';

/**
 * Tells whose credentials these are.
 *
 * @throws OutcomeError (rejects) 401 for what is not valid, 403 for who may not come in, 503 when it cannot be checked.
 */
export type Verify = (credential: Credential) => Promise<Principal>;

/** How callers are identified, and how often they may call. Each limit throws an OutcomeError 429. */
export interface Gatekeeper {
  readonly verify: Verify;
  readonly limitClient: (principal: Principal) => void;
  readonly limitFailures: (req: IncomingMessage) => void;
}

/**
 * Finds out who calls, and refuses everything but open addresses to those who cannot say. It stands before the routes, so that an
 * address that nobody thought of is closed.
 *
 * @param who how to find out, or who everybody is where nobody is asked.
 * @param open addresses that anybody may ask for, without query; there, nobody is asked.
 * @returns a middleware after which `principalOf` answers, but on open addresses.
 */
export function authenticate(who: Gatekeeper | Principal, open: ReadonlySet<string>): Middleware {
  return (req, _res, next) => {
    if (open.has(pathOf(req))) next();
    else if ('verify' in who) {
      letIn(req, who).then(() => {
        next();
      }, next);
    } else {
      tell(req, who);
      next();
    }
  };
}

async function letIn(req: IncomingMessage, gatekeeper: Gatekeeper): Promise<void> {
  try {
    const credential = credentialOf(req);
    if (credential === null) throw credentialsNeeded();
    const principal = await gatekeeper.verify(credential);
    tell(req, principal);
    gatekeeper.limitClient(principal);
  } catch (error) {
    if (error instanceof OutcomeError && isBad(error)) gatekeeper.limitFailures(req);
    throw error;
  }
}

/** Who sends no credentials asks what is wanted, and tries nothing. */
function isBad({ status, kind }: OutcomeError): boolean {
  return status === 401 && kind !== NO_CREDENTIALS;
}

function tell(req: IncomingMessage, principal: Principal): void {
  setPrincipal(req, principal);
  noteFacts(req, { client: principal.client, tenant: principal.tenant });
}

/** Without the slash at its end that routes do not see either. */
function pathOf({ url = '' }: IncomingMessage): string {
  const [path = ''] = url.split('?', 1);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

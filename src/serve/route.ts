import type { Express, RequestHandler } from 'express';
import { methodNotAllowed } from '../http/error-handler.js';

/** One thing that the service answers. The list of them is also what the CapabilityStatement is made of. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Express pattern; also what the log shows in the address's place. */
  readonly path: string;
  readonly handlers: readonly RequestHandler[];
  /** What it is in FHIR, if it is an operation. */
  readonly operation?: FhirOperation;
}

/** An operation on DiagnosticReport (https://hl7.org/fhir/R4/operations.html). */
export interface FhirOperation {
  /** Without the `$`. */
  readonly name: string;
  /** Canonical of its OperationDefinition, which `mappings/` has. */
  readonly definition: string;
}

/** Adds the routes; another method on a known path is 405 with `Allow` (RFC 9110 §15.5.6). */
export function mount(app: Express, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = routes.filter((route) => route.path === path);
    const mounted = app.route(path).all((_req, res, next) => {
      res.locals['route'] = path;
      next();
    });
    for (const { method, handlers } of here) {
      if (method === 'GET') mounted.get(...handlers);
      else mounted.post(...handlers);
    }
    const allowed = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    mounted.all(() => {
      throw methodNotAllowed(allowed);
    });
  }
}

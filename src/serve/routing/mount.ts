import type { Express } from 'express';
import { demand, demandAnything, demandScope } from '../../auth/demand.js';
import { methodNotAllowed } from '../../http/error-handler.js';
import type { Middleware } from '../../http/middleware.js';
import { noteFacts } from '../../observe/request-facts.js';
import type { Route } from './route.js';

/**
 * Adds the routes, in their order. Another method on a known path is 405 with `Allow` (RFC 9110 §15.5.6); OPTIONS tells the
 * same list without complaint (§9.3.7).
 */
export function mount(app: Express, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = routes.filter((route) => route.path === path);
    const mounted = app.route(path).all(note(path));
    for (const { method, handlers, needs } of here) {
      const permitted = permit(needs);
      if (method === 'GET') mounted.get(permitted, ...handlers);
      else if (method === 'POST') mounted.post(permitted, ...handlers);
      else mounted.delete(permitted, ...handlers);
    }
    const allowed = [
      ...here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
      'OPTIONS',
    ];
    mounted.options((_req, res) => {
      res.set('Allow', allowed.join(', ')).status(204).end();
    });
    mounted.all(() => {
      throw methodNotAllowed(allowed);
    });
  }
}

/** Tells the log which route answers. */
export function note(path: string): Middleware {
  return (req, _res, next) => {
    noteFacts(req, { route: path });
    next();
  };
}

/** Refuses what the caller is not allowed to do. @throws OutcomeError (from the middleware) 403. */
export function permit(needs: Route['needs']): Middleware {
  return (req, _res, next) => {
    if (needs !== null) demandAnything(req);
    for (const need of needs ?? []) {
      if ('scope' in need) demandScope(req, need.scope);
      else demand(req, need.interaction, need.type);
    }
    next();
  };
}

import type { RequestListener } from 'node:http';
import express from 'express';
import { authenticate, type Gatekeeper } from './auth/authenticate.js';
import type { Principal } from './auth/principal.js';
import { answerError, errorHandler, notFound } from './http/error-handler.js';
import { inOrder } from './http/middleware.js';
import { plainPath } from './http/plain-path.js';
import { requestId } from './http/request-id.js';
import { securityHeaders } from './http/security-headers.js';
import { soundRequest } from './http/sound-request.js';
import type { Logger } from './observe/logger.js';
import { requestLog } from './observe/request-log.js';
import { failureLog } from './serve/failure-log.js';
import { routes, type RouteDependencies } from './serve/routes.js';
import { direct } from './serve/routing/direct.js';
import { mount } from './serve/routing/mount.js';

/** Everything that the application needs from outside. */
export interface AppDependencies extends RouteDependencies {
  readonly logger: Logger;
  /** Gives a fresh id for each request, e.g. `crypto.randomUUID`. */
  readonly nextId: () => string;
  /** How to find out who calls, or who everybody is where nobody is asked. */
  readonly who: Gatekeeper | Principal;
}

/** Assembles the HTTP application; it does not listen. */
export function createApp(dependencies: AppDependencies): RequestListener {
  const { logger, nextId, who } = dependencies;
  const onError = failureLog(logger);
  const all = routes(dependencies);
  const open = new Set(all.filter(({ needs }) => needs === null).map(({ path }) => path));
  const app = express();
  app.disable('x-powered-by');
  // An ETag of the framework is a hash of the content, and the content is about somebody's health.
  app.disable('etag');
  // Query strings are read in one place (http/query.ts), and FHIR's paths are case-sensitive (R4 §3.1.0.1.2).
  app.set('query parser', false);
  app.enable('case sensitive routing');
  mount(app, all);
  app.use(notFound, errorHandler(onError));
  const listener = inOrder([
    requestId(nextId),
    requestLog(logger),
    securityHeaders(),
    soundRequest,
    plainPath,
    authenticate(who, open),
    direct(all),
    app,
  ]);
  return (req, res) => {
    void listener(req, res, (thrown) => {
      answerError(thrown, req, res, onError);
    });
  };
}

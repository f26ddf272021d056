import express, { type Express } from 'express';
import { errorHandler, notFound } from './http/error-handler.js';
import { plainPath } from './http/plain-path.js';
import { requestId } from './http/request-id.js';
import { securityHeaders } from './http/security-headers.js';
import { soundRequest } from './http/sound-request.js';
import type { Logger } from './observe/logger.js';
import { requestLog } from './observe/request-log.js';
import { failureLog } from './serve/failure-log.js';
import { mount } from './serve/route.js';
import { routes, type RouteDependencies } from './serve/routes.js';

/** Everything that the application needs from outside. */
export interface AppDependencies extends RouteDependencies {
  readonly logger: Logger;
  /** Gives a fresh id for each request, e.g. `crypto.randomUUID`. */
  readonly nextId: () => string;
}

/** Assembles the HTTP application; it does not listen. */
export function createApp(dependencies: AppDependencies): Express {
  const { logger, nextId } = dependencies;
  const app = express();
  // An ETag is a hash of the content, and the content is about somebody's health.
  app.disable('etag');
  // Query strings are read in one place (http/query.ts), and FHIR's paths are case-sensitive (R4 §3.1.0.1.2).
  app.set('query parser', false);
  app.enable('case sensitive routing');
  app.use(requestId(nextId), requestLog(logger), ...securityHeaders(), soundRequest, plainPath);
  mount(app, routes(dependencies));
  app.use(notFound, errorHandler(failureLog(logger)));
  return app;
}

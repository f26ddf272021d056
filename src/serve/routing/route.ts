import type { Express, RequestHandler } from 'express';
import type { FhirResource } from 'fhir/r4.js';
import { demand, demandAnything } from '../../auth/demand.js';
import type { Interaction } from '../../auth/principal.js';
import { methodNotAllowed } from '../../http/error-handler.js';
import type { Middleware } from '../../http/middleware.js';
import { noteFacts } from '../../observe/request-facts.js';

/** One thing that the service answers. The list of them is also what the CapabilityStatement is made of. */
export type Route = RouteOnExpress | RouteOnNode;

/** A route whose handlers use what Express adds to requests and answers. */
export interface RouteOnExpress extends RouteFacts {
  readonly on?: 'express';
  readonly handlers: readonly RequestHandler[];
}

/** A route whose handlers need Node only. See `direct`. */
export interface RouteOnNode extends RouteFacts {
  readonly on: 'node';
  readonly handlers: readonly Middleware[];
}

interface RouteFacts {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Express pattern; also what the log shows in the address's place. */
  readonly path: string;
  /**
   * What the caller must be allowed to do, all of it: with an empty list, any client may ask whose scopes give anything.
   * null: anybody at all may.
   */
  readonly needs: readonly Permission[] | null;
  /** Parameters of the query string, beside those that every FHIR interaction knows. */
  readonly parameters: readonly string[];
  /** What it is in FHIR, if it is an interaction with a type of resource. */
  readonly interaction?: FhirInteraction;
  /** What it is in FHIR, if it is an operation. */
  readonly operation?: FhirOperation;
}

/** The name of a type of resource. */
export type ResourceType = FhirResource['resourceType'];

/** Something that a client may be allowed to do with a type of resource. */
export interface Permission {
  readonly interaction: Interaction;
  readonly type: ResourceType;
}

/** An interaction with a type of resource (https://hl7.org/fhir/R4/http.html). */
export interface FhirInteraction {
  readonly type: ResourceType;
  /** Of https://hl7.org/fhir/R4/valueset-type-restful-interaction.html. */
  readonly code: 'read' | 'vread' | 'history-instance' | 'search-type' | 'delete';
}

/** An operation on a type of resource or on one resource of it (https://hl7.org/fhir/R4/operations.html). */
export interface FhirOperation {
  readonly type: ResourceType;
  /** Without the `$`. */
  readonly name: string;
  /** Canonical of its OperationDefinition: HL7's, or one that `mappings/` has. */
  readonly definition: string;
}

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
    for (const { interaction, type } of needs ?? []) demand(req, interaction, type);
    next();
  };
}

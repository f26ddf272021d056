import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { FhirResource } from 'fhir/r4.js';
import type { GatewayScope, Interaction } from '../../auth/principal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import type { Middleware } from '../../http/middleware.js';
import type { SearchParameter } from '../../search/search-parameter.js';

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
  /** Express pattern, with ids where `idIn` looks for them; also what the log shows in the address's place. */
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

/** Something that a client may be allowed to do: with a type of resource, or with the gateway itself. */
export type Permission = ResourcePermission | { readonly scope: GatewayScope };

interface ResourcePermission {
  readonly interaction: Interaction;
  readonly type: ResourceType;
}

/** An interaction with a type of resource (https://hl7.org/fhir/R4/http.html). */
export interface FhirInteraction {
  readonly type: ResourceType;
  /** Of https://hl7.org/fhir/R4/valueset-type-restful-interaction.html. */
  readonly code: 'read' | 'vread' | 'history-instance' | 'search-type' | 'delete';
  /** What a search of it takes, where the index of the store is not what is searched. */
  readonly searchParameters?: readonly SearchParameter[];
}

/** An operation on a type of resource or on one resource of it (https://hl7.org/fhir/R4/operations.html). */
export interface FhirOperation {
  readonly type: ResourceType;
  /** Without the `$`. */
  readonly name: string;
  /** Canonical of its OperationDefinition: HL7's, or one that `mappings/` has. */
  readonly definition: string;
}

/** Where ids stand in the pattern of a route: `/fhir/{type}/:id/_history/:versionId`. */
const PLACES = { id: 3, versionId: 5 } as const;

/**
 * The id in a request's address. It is read from the address itself, because not every request comes through Express.
 *
 * @throws OutcomeError 404 for what cannot be an id: nothing has it.
 */
export function idIn({ url = '' }: Pick<IncomingMessage, 'url'>, name: keyof typeof PLACES = 'id'): string {
  const [path = ''] = url.split('?', 1);
  const id = path.split('/')[PLACES[name]] ?? '';
  if (!isId(id)) throw noSuchResource();
  return id;
}

/** https://hl7.org/fhir/R4/datatypes.html#id */
const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Whether a text may be an id. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** 404. */
export function noSuchResource(): OutcomeError {
  return new OutcomeError('not-found', 'There is no such resource.');
}

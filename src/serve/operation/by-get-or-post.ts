import type { RequestHandler } from 'express';
import { negotiate } from '../../http/negotiate.js';
import { readOptionalBody } from '../../http/read-body.js';
import type { Route, RouteOnExpress } from '../routing/route.js';

/** A Parameters resource that asks something is small. Bytes. */
export const PARAMETERS_LIMIT = 64 * 1024;

/**
 * The routes of an operation that changes nothing. GET may call it; POST must be able to, with the parameters in the URL or in a
 * Parameters resource (https://hl7.org/fhir/R4/operationdefinition-definitions.html#OperationDefinition.affectsState: "Servers SHALL
 * support POST method for all operations").
 */
export function byGetOrPost(
  route: Omit<RouteOnExpress, 'method' | 'handlers' | 'on'>,
  handler: RequestHandler,
): readonly Route[] {
  return [
    { ...route, method: 'GET', handlers: [negotiate(), handler] },
    { ...route, method: 'POST', handlers: [negotiate(), ...readOptionalBody(PARAMETERS_LIMIT), handler] },
  ];
}

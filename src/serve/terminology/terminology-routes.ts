import type { RequestHandler } from 'express';
import { sendFhir } from '../../http/send-fhir.js';
import type { Library } from '../../terminology/library/library.js';
import { byGetOrPost } from '../operation/by-get-or-post.js';
import { operationParameters, postedParameters } from '../operation/operation-parameters.js';
import type { Route } from '../routing/route.js';
import { codeSystemValidateCode } from './code-system-validate-code.js';
import { conceptMapTranslate } from './concept-map-translate.js';
import { expandOperation } from './expand-operation.js';
import { lookupOperation } from './lookup-operation.js';
import type { TerminologyOperation } from './operation.js';
import { valueSetValidateCode } from './value-set-validate-code.js';

/** What the terminology operations work with. */
export interface TerminologyDependencies {
  readonly library: Library;
  readonly now: () => Date;
}

/** Terminology operations on what the gateway publishes: none changes anything, so that GET may call them all. */
export function terminologyRoutes({ library, now }: TerminologyDependencies): readonly Route[] {
  return [
    lookupOperation(library),
    codeSystemValidateCode(library),
    expandOperation(library, now),
    valueSetValidateCode(library),
    conceptMapTranslate(library),
  ].flatMap(routesOf);
}

function routesOf({ levels, answer, ...operation }: TerminologyOperation): Route[] {
  const { type, name, definition, parameters } = operation;
  const handler: RequestHandler = (req, res) => {
    const { id } = req.params;
    const given = operationParameters(req, parameters, postedParameters(req));
    sendFhir(req, res, 200, answer(given, typeof id === 'string' ? id : null));
  };
  return levels.flatMap((level) => {
    const path = level === 'type' ? `/fhir/${type}/$${name}` : `/fhir/${type}/:id/$${name}`;
    return byGetOrPost({ path, needs: [], parameters, operation: { type, name, definition } }, handler);
  });
}

import { negotiate } from '../../http/negotiate.js';
import { readBody } from '../../http/read-body.js';
import type { ResourceType, Route } from '../routing/route.js';
import { validateOperation, validateParameters } from './validate-operation.js';

/**
 * `$validate` of types of resource.
 *
 * @param types each is validated under its own address.
 * @param bodyLimit bytes.
 */
export function validateRoutes(types: readonly ResourceType[], bodyLimit: number): readonly Route[] {
  return types.map((type) => ({
    method: 'POST',
    path: `/fhir/${type}/$validate`,
    handlers: [negotiate(), ...readBody(bodyLimit), validateOperation(type)],
    needs: [],
    parameters: validateParameters,
    operation: {
      type,
      name: 'validate',
      definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
    },
  }));
}

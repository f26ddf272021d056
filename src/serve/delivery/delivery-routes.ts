import { negotiate } from '../../http/negotiate.js';
import { readOptionalBody } from '../../http/read-body.js';
import { PARAMETERS_LIMIT } from '../operation/by-get-or-post.js';
import type { Route } from '../routing/route.js';
import type { DeliveryDependencies } from './delivery-dependencies.js';
import { pushOperation, pushParameters } from './push-operation.js';
import { taskRoutes } from './task-routes.js';

/** What of deliveries is FHIR: `$push`, and Tasks. */
export function fhirDeliveryRoutes(dependencies: DeliveryDependencies): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/fhir/DiagnosticReport/:id/$push',
      handlers: [negotiate(), ...readOptionalBody(PARAMETERS_LIMIT), pushOperation(dependencies)],
      needs: [{ scope: 'gateway/push.write' }],
      parameters: pushParameters,
      operation: {
        type: 'DiagnosticReport',
        name: 'push',
        definition: 'https://derm-fhir-gateway.github.io/ig/OperationDefinition/push',
      },
    },
    ...taskRoutes(dependencies),
  ];
}

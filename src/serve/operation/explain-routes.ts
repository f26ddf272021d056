import { negotiate } from '../../http/negotiate.js';
import { readBody } from '../../http/read-body.js';
import type { Route } from '../routing/route.js';
import { byGetOrPost } from './by-get-or-post.js';
import {
  explainParameters,
  explainPosted,
  explainStored,
  type ExplainDependencies,
} from './explain-operation.js';
import { operation, WHOLE_REPORT } from './operation-routes.js';

/** What `$explain` works with. */
export interface ExplainRouteDependencies extends ExplainDependencies {
  /** Bytes. */
  readonly bodyLimit: number;
}

/** `$explain` of a report that is posted, and of one that is stored. */
export function explainRoutes(dependencies: ExplainRouteDependencies): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/fhir/DiagnosticReport/$explain',
      handlers: [negotiate(), ...readBody(dependencies.bodyLimit), explainPosted(dependencies)],
      needs: [{ interaction: 'read', type: 'DiagnosticReport' }],
      parameters: explainParameters,
      operation: operation('explain'),
    },
    ...byGetOrPost(
      {
        path: '/fhir/DiagnosticReport/:id/$explain',
        needs: WHOLE_REPORT,
        parameters: [],
        operation: operation('explain'),
      },
      explainStored(dependencies),
    ),
  ];
}

import type { RequestHandler } from 'express';
import { principalOf } from '../../auth/principal.js';
import { languagesOf } from '../../http/accept-language.js';
import { demandPrecondition, validatorsOf } from '../../http/precondition.js';
import { idIn } from '../routing/route.js';
import { isErased, present, type ReportSource } from './resource-source.js';

/**
 * `DELETE DiagnosticReport/{id}`: erases the whole report, with everything that was made of it.
 *
 * Once more is 204 again, for nothing is left to do (https://hl7.org/fhir/R4/http.html#delete).
 *
 * @throws OutcomeError (from the handler) 404 for what never was, 412 when `If-Match` names another version.
 */
export function eraseInteraction({ store, tenantOf }: ReportSource): RequestHandler {
  return async (req, res) => {
    const tenant = tenantOf(req);
    const id = idIn(req);
    const found = await store.read(tenant, 'DiagnosticReport', id, languagesOf(req));
    if (!isErased(found)) demandPrecondition(req, validatorsOf(present(found)));
    // One that its age has erased is only now kept from coming back.
    await store.eraseReport(tenant, id, { client: principalOf(req).client, reason: 'request' });
    res.status(204).end();
  };
}

import type { RequestHandler } from 'express';
import { principalOf } from '../../auth/principal.js';
import { sendJson } from '../../http/send-json.js';
import type { DeliveryDependencies } from '../delivery/delivery-dependencies.js';
import { known } from '../interaction/resource-source.js';
import { isId } from '../routing/route.js';
import { describeIntake, isEnded } from './describe-intake.js';

/** Seconds after which asking again makes sense. */
const RETRY_AFTER = 5;

/** Of one request. */
const MAX_IDS = 100;

/**
 * `GET /intake/reports/{id}`: how far intakes are, their ids separated by commas. 202 with `Retry-After` while one of them is on its
 * way, 200 when all have ended, as clients expect that poll (https://hl7.org/fhir/R4/async.html).
 *
 * @throws OutcomeError (from the handler) 404 when one is unknown.
 */
export function getReports({ outbox }: DeliveryDependencies): RequestHandler {
  return async (req, res) => {
    const { tenant } = principalOf(req);
    const ids = idsIn(req.params['id']);
    const intakes = await Promise.all(ids.map(async (id) => known(await outbox.intakes.read(tenant, id))));
    const hasEnded = intakes.every(isEnded);
    if (!hasEnded) res.setHeader('Retry-After', RETRY_AFTER);
    sendJson(res, hasEnded ? 200 : 202, { intakes: intakes.map(describeIntake) });
  };
}

function idsIn(parameter: unknown): readonly string[] {
  const ids = typeof parameter === 'string' ? parameter.split(',') : [];
  return known(ids.length <= MAX_IDS && ids.every(isId) ? ids : null);
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { principalOf } from '../../auth/principal.js';
import { rangesOf } from '../../fhir/language.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { headerOf } from '../../http/header.js';
import { preferences } from '../../http/prefer.js';
import { bodyOf } from '../../http/read-body.js';
import { sendJson } from '../../http/send-json.js';
import type { Intake } from '../../store/outbox/intake.js';
import type { DeliveryDependencies } from '../delivery/delivery-dependencies.js';
import { chosenDestinations, type KnownDestination } from '../delivery/known-destination.js';
import { lookUp } from '../report/languages.js';
import { readResource } from '../operation/read-resource.js';
import { besideFhir } from '../routing/beside-fhir.js';
import { acceptIntakes } from './accept-intakes.js';
import { describeIntake } from './describe-intake.js';
import { idempotencyKeyOf } from './idempotency.js';
import { readIntakeRequest } from './intake-request.js';

/**
 * `POST /intake/reports`: takes reports in that are to be fetched, stored and delivered, and answers 202 once that is on disk.
 * `Content-Location` tells how far they are.
 *
 * @throws OutcomeError (from the handler) 400, 422 for the body or for a key that was used for another one.
 */
export function postReports(dependencies: DeliveryDependencies): RequestHandler {
  const { destinations: all, languages, reports } = dependencies;
  return async (req, res) => {
    const { tenant, client } = principalOf(req);
    const body = bodyOf(req);
    const { reports: handles, destinations, locale, always } = readIntakeRequest(readResource(body));
    const key = idempotencyKeyOf(req);
    const intakes = await acceptIntakes(dependencies, {
      tenant,
      handles,
      destinations: namesOf(chosenDestinations(all, tenant, destinations)),
      locale: locale === undefined ? null : lookUp(rangesOf(locale), languages),
      always,
      idempotency: key === undefined ? undefined : { key: `request ${client} ${key}`, body },
    });
    sendAccepted(req, res, { intakes, baseUrl: reports.baseUrl });
  };
}

/** What was taken in, and the FHIR base as clients reach it. */
export interface TakenIn {
  readonly intakes: readonly Intake[];
  readonly baseUrl: string;
}

/** Answers for what was taken in. */
export function sendAccepted(req: IncomingMessage, res: ServerResponse, { intakes, baseUrl }: TakenIn): void {
  // Whatever is asked here is done later: the preference (RFC 7240 §4.1) changes nothing.
  if (preferences(headerOf(req, 'prefer')).has('respond-async'))
    res.setHeader('Preference-Applied', 'respond-async');
  const ids = intakes.map(({ id }) => id).join(',');
  res.setHeader('Content-Location', besideFhir(baseUrl, `/intake/reports/${ids}`));
  sendJson(res, 202, { intakes: intakes.map(describeIntake) });
}

function namesOf(chosen: readonly KnownDestination[] | null): readonly string[] {
  if (chosen === null) {
    throw new OutcomeError('rejected-content', 'The body must name destinations of this gateway.', {
      code: 'value',
    });
  }
  return chosen.map(({ name }) => name);
}

import type { RequestHandler } from 'express';
import { principalOf } from '../../auth/principal.js';
import { rangesOf } from '../../fhir/language.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { languagesOf } from '../../http/accept-language.js';
import { vary } from '../../http/header.js';
import { whileConnected } from '../../http/while-connected.js';
import type { Translator } from '../../translate/translator.js';
import { VendorFailure } from '../../vendor/failure.js';
import type { FetchReport } from '../report/fetch-report.js';
import { lookUp, type Languages } from '../report/languages.js';
import { ownIds } from '../report/own-ids.js';
import { vendorOutcome } from '../report/vendor-outcome.js';
import { sendTranslation } from './send-translation.js';
import { textParameters } from './text-parameters.js';
import { readTranslationRequest, translationParameters } from './translation-request.js';

/** Parameters of `$fetch`. */
export const fetchParameters = ['report', ...translationParameters] as const;

/** What the operation works with. */
export interface FetchOperationDependencies {
  readonly translate: Translator;
  readonly fetchReport: FetchReport;
  readonly languages: Languages;
}

/**
 * `GET DiagnosticReport/$fetch?report=…`, or `POST` with a Parameters resource: fetches a raw report from the vendor, stores it and answers its Bundle. What the caller says
 * of subject and encounter is in the answer only: what is stored is for everybody, and does not depend on who asked first.
 *
 * @throws OutcomeError (from the handler) 400 for parameters, 410 when the report was erased, 404, 502, 503 or 504 for what the vendor
 *   did.
 */
export function fetchOperation(dependencies: FetchOperationDependencies): RequestHandler {
  const { translate, fetchReport, languages } = dependencies;
  return async (req, res) => {
    const valueOf = textParameters(req, fetchParameters);
    const request = readTranslationRequest(valueOf);
    const handle = valueOf('report');
    if (handle === undefined) {
      throw new OutcomeError('missing-parameter', "Parameter report must be given: the vendor's report id.");
    }
    const { tenant } = principalOf(req);
    // What is asked for by name counts for more than what a client sends with everything.
    const wanted = request.locale === undefined ? languagesOf(req) : rangesOf(request.locale);
    const language = lookUp(wanted, languages);
    await whileConnected(res, async (signal) => {
      const { read, translated } = await fetchReport({ tenant, handle, language, signal }).catch(told);
      const isAsStored = Object.keys(request).every((name) => name === 'locale');
      vary(res, 'Accept-Language');
      const asked = { ...request, locale: language, ...ownIds(tenant) };
      sendTranslation(req, res, isAsStored ? translated : translate(read, asked));
    });
  };
}

function told(error: unknown): never {
  throw error instanceof VendorFailure ? vendorOutcome(error) : error;
}

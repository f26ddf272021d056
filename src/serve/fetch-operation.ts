import type { RequestHandler, Response } from 'express';
import { OutcomeError } from '../fhir/outcome.js';
import { readQuery } from '../http/query.js';
import type { Translator } from '../translate/translator.js';
import type { VendorClient } from '../vendor/client.js';
import { VendorFailure } from '../vendor/failure.js';
import { readFetched } from '../vendor/read-fetched.js';
import { sendTranslation } from './send-translation.js';
import { readTranslationRequest, translationParameters } from './translation-request.js';
import { vendorOutcome } from './vendor-outcome.js';

/** What the operation works with. */
export interface FetchDependencies {
  readonly translate: Translator;
  readonly vendor: Pick<VendorClient, 'fetchReport'>;
  readonly locale: string;
}

/**
 * `GET DiagnosticReport/$fetch?report=…`: fetches a raw report from the vendor and answers its Bundle.
 *
 * @throws OutcomeError (from the handler) 400 for parameters, 404, 502, 503 or 504 for what the vendor did.
 */
export function fetchOperation({ translate, vendor, locale }: FetchDependencies): RequestHandler {
  return async (req, res) => {
    const valueOf = readQuery(req, ['report', ...translationParameters]);
    const request = readTranslationRequest(valueOf);
    const id = valueOf('report');
    if (id === undefined) {
      throw new OutcomeError('missing-parameter', "Parameter report must be given: the vendor's report id.");
    }
    const signal = abortedWithClient(res);
    try {
      const { text } = await vendor.fetchReport(id, { locale: valueOf('locale') ?? locale, signal });
      sendTranslation(req, res, translate(readFetched(text), request));
    } catch (error) {
      // Whoever asked has gone: there is nobody to answer, and nothing went wrong here.
      if (signal.aborted && error === signal.reason) return;
      throw error instanceof VendorFailure ? vendorOutcome(error) : error;
    }
  };
}

/** Aborts when the client leaves before it has its answer, so that the vendor is not asked for nobody. */
function abortedWithClient(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}

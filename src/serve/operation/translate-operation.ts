import type { RequestHandler } from 'express';
import { principalOf } from '../../auth/principal.js';
import { readQuery } from '../../http/query.js';
import { bodyOf } from '../../http/read-body.js';
import type { Translator } from '../../translate/translator.js';
import { ownIds } from '../report/own-ids.js';
import { readPosted } from './read-posted.js';
import { sendTranslation } from './send-translation.js';
import { readTranslationRequest, translationParameters } from './translation-request.js';

/**
 * `POST DiagnosticReport/$translate`: the body is a raw report, the answer its Bundle.
 *
 * @throws OutcomeError (from the handler) 400 for parameters and for what is not JSON, 422 for what is not a report.
 */
export function translateOperation({ translate }: { readonly translate: Translator }): RequestHandler {
  return (req, res) => {
    const request = readTranslationRequest(readQuery(req, translationParameters));
    sendTranslation(
      req,
      res,
      translate(readPosted(bodyOf(req)), { ...request, ...ownIds(principalOf(req).tenant) }),
    );
  };
}

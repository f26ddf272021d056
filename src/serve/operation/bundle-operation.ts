import type { RequestHandler } from 'express';
import { languagesOf } from '../../http/accept-language.js';
import { tellLanguages } from '../../http/content-language.js';
import { sendJsonText } from '../../http/send-json-text.js';
import { parseReport } from '../../raw/read-report.js';
import type { ResourceVersion } from '../../store/store.js';
import type { Translator } from '../../translate/translator.js';
import { addressOf, bundleText, entryText } from '../interaction/bundle-text.js';
import { present, type ReportSource } from '../interaction/resource-source.js';
import { ownIds } from '../report/own-ids.js';
import { idIn } from '../routing/route.js';
import { sendTranslation } from './send-translation.js';
import { textParameters } from './text-parameters.js';
import { readTranslationRequest } from './translation-request.js';

/** Parameters of `$bundle`. */
export const bundleParameters = ['type', 'subject', 'encounter'] as const;

/** What the operation works with. */
export interface BundleDependencies {
  readonly reports: ReportSource;
  readonly translate: Translator;
}

/**
 * `GET` or `POST DiagnosticReport/{id}/$bundle`: a stored report and everything it consists of as one Bundle. Without parameters it is the
 * collection of the stored resources; with any, the stored raw report is translated again as they say.
 *
 * @throws OutcomeError (from the handler) 400 for parameters, 404, 410.
 */
export function bundleOperation({ reports, translate }: BundleDependencies): RequestHandler {
  const { store, tenantOf, baseUrl } = reports;
  return async (req, res) => {
    const valueOf = textParameters(req, bundleParameters);
    const request = readTranslationRequest((name) => (name === 'locale' ? undefined : valueOf(name)));
    const [tenant, id, languages] = [tenantOf(req), idIn(req), languagesOf(req)];
    const versions = present(await store.readReport(tenant, id, languages));
    tellLanguages(res, versions);
    if (Object.keys(request).length === 0) sendJsonText(req, res, 200, collectionText(baseUrl, versions));
    else {
      const raw = present(await store.readRaw(tenant, id, languages));
      const language = versions.find(({ type }) => type === 'DiagnosticReport')?.language;
      const again = {
        ...request,
        ...ownIds(tenant),
        ...(language === undefined ? {} : { locale: language }),
      };
      sendTranslation(req, res, translate(parseReport(raw), again));
    }
  };
}

function collectionText(baseUrl: string, versions: readonly ResourceVersion[]): string {
  const timestamp = versions.map(({ lastUpdated }) => lastUpdated).reduce(later);
  const entries = versions.map((version) => entryText(addressOf(baseUrl, version), version.json, {}));
  return bundleText({ type: 'collection', timestamp }, entries);
}

/** Instants of the store are all in UTC and of one length. */
function later(one: string, other: string): string {
  return one > other ? one : other;
}

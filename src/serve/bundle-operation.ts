import type { Request, RequestHandler } from 'express';
import { languagesOf } from '../http/accept-language.js';
import { readQuery } from '../http/query.js';
import { sendJsonText } from '../http/send-json-text.js';
import { parseReport } from '../raw/read-report.js';
import type { TranslatedReport, TranslateRequest, Translator } from '../translate/translator.js';
import { addressOf, bundleText, entryText } from './bundle-text.js';
import { idIn, present, type ResourceSource } from './resource-source.js';
import { sendTranslation } from './send-translation.js';
import { readTranslationRequest } from './translation-request.js';

/** Parameters of `$bundle`. */
export const bundleParameters = ['type', 'subject', 'encounter'] as const;

/** What the operation works with. */
export interface BundleDependencies {
  readonly reports: ResourceSource;
  readonly translate: Translator;
}

/**
 * `GET DiagnosticReport/{id}/$bundle`: a stored report and everything it consists of as one Bundle. Without parameters it is the
 * collection of the stored resources; with any, the stored raw report is translated again as they say.
 *
 * @throws OutcomeError (from the handler) 400 for parameters, 404, 410.
 */
export function bundleOperation({ reports, translate }: BundleDependencies): RequestHandler {
  return async (req, res) => {
    const valueOf = readQuery(req, bundleParameters);
    const request = readTranslationRequest((name) => (name === 'locale' ? undefined : valueOf(name)));
    if (Object.keys(request).length === 0) sendJsonText(req, res, 200, await storedBundle(reports, req));
    else sendTranslation(req, res, await translateAgain(reports, translate, req, request));
  };
}

async function storedBundle({ store, tenantOf, baseUrl }: ResourceSource, req: Request): Promise<string> {
  const versions = present(await store.readReport(tenantOf(req), idIn(req), languagesOf(req)));
  const timestamp = versions.map(({ lastUpdated }) => lastUpdated).reduce(later);
  const entries = versions.map((version) => entryText(addressOf(baseUrl, version), version.json, {}));
  return bundleText({ type: 'collection', timestamp }, entries);
}

/** Instants of the store are all in UTC and of one length. */
function later(one: string, other: string): string {
  return one > other ? one : other;
}

async function translateAgain(
  { store, tenantOf }: ResourceSource,
  translate: Translator,
  req: Request,
  request: TranslateRequest,
): Promise<TranslatedReport> {
  const [tenant, id, languages] = [tenantOf(req), idIn(req), languagesOf(req)];
  const { language } = present(await store.read(tenant, 'DiagnosticReport', id, languages));
  const raw = present(await store.readRaw(tenant, id, languages));
  return translate(parseReport(raw), { ...request, locale: language });
}

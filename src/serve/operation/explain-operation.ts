import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Explainer, ExplanationSteps } from '../../explain/explain.js';
import { explanationParameters } from '../../explain/explanation-parameters.js';
import { TooMuchToExplain } from '../../explain/too-much-to-explain.js';
import { principalOf } from '../../auth/principal.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { languagesOf } from '../../http/accept-language.js';
import { tellLanguages } from '../../http/content-language.js';
import { readQuery } from '../../http/query.js';
import { bodyOf } from '../../http/read-body.js';
import { sendFhir } from '../../http/send-fhir.js';
import { whileConnected } from '../../http/while-connected.js';
import { parseJson } from '../../raw/parse-json.js';
import { defaultRawLimits } from '../../raw/raw-limits.js';
import type { TranslateRequest } from '../../translate/translator.js';
import { present, type ReportSource } from '../interaction/resource-source.js';
import type { ExplainInTurns } from '../report/explain-in-turns.js';
import { ownIds } from '../report/own-ids.js';
import { idIn } from '../routing/route.js';
import { posted } from './read-posted.js';
import { textParameters } from './text-parameters.js';
import { readTranslationRequest } from './translation-request.js';

/** Parameters of `$explain` for a report that is posted: what is explained is the collection. */
export const explainParameters = ['locale', 'subject', 'encounter'] as const;

/** What the operation works with. */
export interface ExplainDependencies {
  readonly explain: Explainer;
  readonly explainInTurns: ExplainInTurns;
  readonly reports: ReportSource;
}

/**
 * `POST DiagnosticReport/$explain`: the body is a raw report, the answer tells where each element of its translation comes
 * from and where each of its values goes. Nothing is stored.
 *
 * @throws OutcomeError (from the handler) 400 for parameters and for what is not JSON, 422 for what is not a report or too long
 *   to be explained, 503 when too many of the client's explanations wait.
 */
export function explainPosted({
  explain,
  explainInTurns,
}: Omit<ExplainDependencies, 'reports'>): RequestHandler {
  return async (req, res) => {
    const valueOf = readQuery(req, explainParameters);
    const request = readTranslationRequest((name) => (name === 'type' ? undefined : valueOf(name)));
    const own = { ...request, ...ownIds(principalOf(req).tenant) };
    const body = bodyOf(req);
    await answer(req, res, explainInTurns, () =>
      posted(() => explain(parseJson(body, defaultRawLimits), own)),
    );
  };
}

/**
 * `GET` or `POST DiagnosticReport/{id}/$explain`: the same for a stored report. A subject or an encounter that somebody asked for in an
 * answer is not in what is stored, nor here.
 *
 * @throws OutcomeError (from the handler) 404, 410, 422 for a report that is too long to be explained, 503 when too many
 *   of the client's explanations wait.
 */
export function explainStored({ explain, explainInTurns, reports }: ExplainDependencies): RequestHandler {
  const { store, tenantOf } = reports;
  return async (req, res) => {
    textParameters(req, []);
    const [tenant, id, languages] = [tenantOf(req), idIn(req), languagesOf(req)];
    const versions = present(await store.readReport(tenant, id, languages));
    const raw = present(await store.readRaw(tenant, id, languages));
    tellLanguages(res, versions);
    const language = versions.find(({ type }) => type === 'DiagnosticReport')?.language;
    const request: TranslateRequest = {
      ...ownIds(tenant),
      ...(language === undefined ? {} : { locale: language }),
    };
    await answer(req, res, explainInTurns, () => explain(parseJson(raw, defaultRawLimits), request));
  };
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  explainInTurns: ExplainInTurns,
  begin: () => ExplanationSteps,
): Promise<void> {
  await whileConnected(res, async (signal) => {
    const { client } = principalOf(req);
    const explanation = await orTooCostly(explainInTurns({ client, signal }, begin));
    sendFhir(req, res, 200, explanationParameters(explanation));
  });
}

async function orTooCostly<T>(explanation: Promise<T>): Promise<T> {
  try {
    return await explanation;
  } catch (error) {
    if (!(error instanceof TooMuchToExplain)) throw error;
    throw new OutcomeError('rejected-content', error.message, { code: 'too-costly' });
  }
}

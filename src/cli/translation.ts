import { ConfigError, readConfig, vendorOrSandbox, type Config } from '../config/config.js';
import { createExplainer, type Explainer, type ExplanationSteps } from '../explain/explain.js';
import type { ReadReport } from '../raw/read-report.js';
import { InvalidTabulation } from '../terminology/icd11/invalid-tabulation.js';
import { openTabulation } from '../terminology/icd11/open-tabulation.js';
import { InvalidMapping } from '../terminology/invalid-mapping.js';
import { ownIds } from '../serve/report/own-ids.js';
import { createTerminology } from '../terminology/terminology.js';
import { createContext, type TranslateContext } from '../translate/context.js';
import { createTranslator, type TranslatedReport } from '../translate/translator.js';
import { usageError } from './exit-code.js';
import type { Io } from './io.js';
import { printIssues } from './issue-lines.js';
import type { TranslationFlags } from './translation-options.js';

/** A translator as flags and environment say. */
export interface Translation {
  readonly config: Config;
  readonly context: TranslateContext;
  /**
   * Translates a report and prints its issues.
   *
   * @throws CommandFailed when the self-check finds an error: such a Bundle must not leave.
   */
  readonly translate: (read: ReadReport) => TranslatedReport;
  /** Explains the same translation, from the document as it was received. @throws ReportRejected and TooMuchToExplain. */
  readonly explain: (json: unknown) => ExplanationSteps;
}

/** @throws CommandFailed when the environment or a flag asks for something that cannot be. */
export function openTranslation(flags: TranslationFlags, io: Io): Translation {
  const config = readEnvironment(io);
  const context = contextOf(flags, config);
  const options = { context, extraData: config.extraData };
  const translator = createTranslator(options);
  const explainer = createExplainer(options);
  const { type, locale, subject, encounter, tenant } = flags;
  const request = {
    type,
    ...(locale === undefined ? {} : { locale }),
    ...(subject === undefined ? {} : { subject }),
    ...(encounter === undefined ? {} : { encounter }),
    ...(tenant === undefined ? {} : ownIds(tenant)),
  };
  const translate = (read: ReadReport): TranslatedReport => {
    const translated = translator(read, request);
    printIssues(translated, flags.quiet === true, io);
    return translated;
  };
  return { config, context, translate, explain: (json) => explainer(json, request) };
}

/** Explains reports as the service translates them. @throws CommandFailed as `openTranslation` does. */
export function openExplainer(io: Io): Explainer {
  const config = readEnvironment(io);
  return createExplainer({ context: contextOf({}, config), extraData: config.extraData });
}

/**
 * Reads the service's configuration.
 *
 * @throws CommandFailed `usage`, naming each variable that is wrong.
 */
export function readEnvironment({ env }: Io): Config {
  return orUsageError(() => readConfig(env));
}

/**
 * Whom to ask for reports; null: the sandbox.
 *
 * @throws CommandFailed `usage` when there is nobody.
 */
export function configuredVendor(config: Config): ReturnType<typeof vendorOrSandbox> {
  return orUsageError(() => vendorOrSandbox(config));
}

function orUsageError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) throw usageError(error.message);
    throw error;
  }
}

/** The service's own context, with what the flags say in its place. */
function contextOf(
  { baseUrl, namespace, encounterSystem, metaProfile }: Partial<TranslationFlags>,
  config: Config,
): TranslateContext {
  const publicBaseUrl = baseUrl ?? config.publicBaseUrl;
  try {
    return createContext({
      ...config.context,
      terminology: createTerminology({ tabulation: openTabulation(config.icd11Tabulation) }),
      ...(publicBaseUrl === null ? {} : { baseUrl: publicBaseUrl }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(encounterSystem === undefined ? {} : { encounterSystem }),
      ...(metaProfile === undefined ? {} : { metaProfile }),
    });
  } catch (error) {
    if (error instanceof TypeError) throw usageError(`${error.message}.`);
    if (error instanceof InvalidTabulation || error instanceof InvalidMapping)
      throw usageError(error.message);
    throw error;
  }
}

import { ConfigError, readConfig, type Config, type Environment } from './config/config.js';
import { secretsOf } from './deliver/destination/secrets-of.js';
import { startGateway } from './gateway.js';
import { lineWriter } from './observe/line-writer.js';
import { createLogger, type Logger } from './observe/logger.js';
import { StoreProblem } from './store/store-problem.js';
import { InvalidTabulation } from './terminology/icd11/invalid-tabulation.js';
import { InvalidMapping } from './terminology/invalid-mapping.js';

/**
 * Starts the service, which then runs until the process is told to stop: SIGTERM or SIGINT drains it and ends the process with 0,
 * a second signal ends it at once; what cannot go on ends it with 1.
 *
 * @param env usually `process.env`.
 * @returns whether it started; if not, nothing is left running, and the log says why.
 */
export async function runGateway(env: Environment): Promise<boolean> {
  const destination = lineWriter(process.stdout.fd);
  const starting = createLogger({ level: 'info', destination });
  try {
    const config = readConfig(env);
    const secrets = secretsIn(config);
    const logger = createLogger({ level: config.logLevel, secrets, destination });
    endOnDefects(logger);
    logger.info({ settings: config.effective }, 'starting');
    const gateway = await startGateway(config, logger);
    closeOnSignals(logger, () => gateway.close());
    // Said last: whoever reads it may send a signal at once.
    logger.info({ url: gateway.url, baseUrl: gateway.baseUrl }, 'listening');
    return true;
  } catch (error) {
    // These messages name variables, files and rules only; those of other errors are not known to.
    const isSetUp = [ConfigError, InvalidMapping, InvalidTabulation, StoreProblem].some(
      (type) => error instanceof type,
    );
    const rules = isSetUp && error instanceof Error ? error.message.split('\n') : undefined;
    starting.fatal(rules === undefined ? { err: error } : { rules }, 'the gateway did not start');
    return false;
  }
}

function secretsIn({ vendor, tenants, store, webhookSecrets, destinations }: Config): string[] {
  return [
    ...(vendor === null ? [] : [vendor.token]),
    ...Object.values(tenants).map(({ token }) => token),
    ...webhookSecrets.map(({ secret }) => secret),
    ...destinations.flatMap(secretsOf),
    ...(store.kind === 'postgresql' ? [store.url, new URL(store.url).password] : []),
  ];
}

/** After a defect nobody knows what state the process is in: its supervisor starts a fresh one. */
function endOnDefects(logger: Logger): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal({ err: error, event }, 'a defect ended the process');
      process.exit(1);
    });
  }
}

function closeOnSignals(logger: Logger, close: () => Promise<void>): void {
  let isClosing = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isClosing) process.exit(1);
    isClosing = true;
    logger.info({ signal }, 'closing');
    void close().then(() => {
      logger.info('closed');
      process.exit(0);
    });
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
}

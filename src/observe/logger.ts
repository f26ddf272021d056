import { pino, type DestinationStream, type Logger } from 'pino';
import { describeError } from './describe-error.js';
import { lineWriter } from './line-writer.js';
import { createScrubber } from './scrub.js';

export type { Logger } from 'pino';

/** Levels that an operator may choose. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface LoggerOptions {
  readonly level: (typeof logLevels)[number];
  /** Configured secret values, censored in every line. */
  readonly secrets?: readonly string[];
  /** Where lines go; stdout by default. */
  readonly destination?: DestinationStream;
}

/**
 * Makes the process's logger: one JSON object a line, times in ISO 8601, no host name.
 *
 * Errors are written as class and stack frames only. pino's own serializer also writes the message and every property, and
 * those of HTTP clients and parsers hold URLs, headers and bodies.
 */
export function createLogger(loggerOptions: LoggerOptions): Logger {
  const { level, secrets = [], destination = lineWriter(process.stdout.fd) } = loggerOptions;
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
    hooks: { streamWrite: createScrubber(secrets) },
  };
  return pino(options, destination);
}

import { ConfigError } from './config-error.js';

/** Gives the text of a file. */
export type ReadFile = (path: string) => string;

/**
 * Reads a file that a setting names.
 *
 * @param name of the setting.
 * @returns its text, trimmed.
 * @throws ConfigError naming the setting.
 */
export function contentOf(path: string, name: string, readFile: ReadFile): string {
  try {
    return readFile(path).trim();
  } catch (error) {
    throw new ConfigError(`${name} must name a file that can be read.`, { cause: error });
  }
}

import { dirname } from 'node:path';
import { ConfigError } from './config-error.js';
import type { DeliveryDestination } from '../deliver/destination/delivery-destination.js';
import { InvalidDestinations, readDestinations } from '../deliver/destination/read-destinations.js';
import type { Settings } from './settings.js';
import { contentOf, type ReadFile } from './read-file.js';

/**
 * Where reports are delivered to.
 *
 * @param env the environment, which the file may refer to for secrets.
 * @param readFile gives the text of the file itself and of secrets' files.
 * @throws ConfigError naming each place of the file that is wrong and the rule it breaks, never a value.
 */
export function configuredDestinations(
  { DESTINATIONS_FILE: path }: Settings,
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
): readonly DeliveryDestination[] {
  if (path === undefined) return [];
  const text = contentOf(path, 'DESTINATIONS_FILE', readFile);
  try {
    return readDestinations(text, { env, folder: dirname(path), readFile });
  } catch (error) {
    if (!(error instanceof InvalidDestinations)) throw error;
    throw new ConfigError(error.problems.map((problem) => `DESTINATIONS_FILE: ${problem}.`).join('\n'));
  }
}

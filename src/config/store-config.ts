import type { DatabasePlace } from '../store/open-database.js';
import { ConfigError } from './config-error.js';
import type { Settings } from './settings.js';

/** In the working directory, as data of a service usually are. */
const DEFAULT_FILE = 'data/gateway.db';

/**
 * Where reports and keys are kept. Without a word about it: in a file where there is a vendor, and in memory where the sandbox
 * answers, so that invented reports never lie beside real ones.
 *
 * @throws ConfigError when two places are named.
 */
export function storePlace(settings: Settings, hasVendor: boolean): DatabasePlace {
  const { STORE: store, DATABASE_URL: url } = settings;
  if (store !== undefined && url !== undefined)
    throw new ConfigError('STORE and DATABASE_URL must not both be set.');
  if (url !== undefined) return { kind: 'postgresql', url };
  if (store === 'memory' || (store === undefined && !hasVendor)) return { kind: 'memory' };
  return { kind: 'file', file: store?.replace(/^file:/, '') ?? DEFAULT_FILE };
}

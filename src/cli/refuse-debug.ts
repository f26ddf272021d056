import { makesLibrariesPrint } from '../observe/debug-output.js';
import { usageError } from './exit-code.js';
import type { Io } from './io.js';

/**
 * The client library prints addresses and answers for whoever sets DEBUG, and it reads it by itself.
 *
 * @throws CommandFailed `usage` when it would.
 */
export function refuseDebug({ env }: Pick<Io, 'env'>): void {
  if (makesLibrariesPrint(env['DEBUG'] ?? '')) {
    throw usageError('DEBUG is set and would print what the server says about patients; unset it.');
  }
}

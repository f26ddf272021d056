import { CLIENT_NAME, DEFAULT_TENANT, TENANT_NAME } from '../auth/principal.js';
import { parseScope } from '../auth/scope.js';
import type { Command } from 'commander';
import { usageError } from './exit-code.js';

/** What the user may say about a new key. */
export interface KeyFlags {
  readonly client: string;
  readonly tenant: string;
  readonly scope?: readonly string[];
  /** Days; Infinity: never. */
  readonly expires: number;
}

/** What a key may do that nothing is said about: read and search everything of its tenant. */
export const DEFAULT_SCOPES: readonly string[] = ['system/*.rs'];

const DEFAULT_DAYS = 365;
const MAX_DAYS = 3_650;

/** Adds the options of a new key. */
export function addKeyOptions(command: Command): Command {
  return command
    .requiredOption('--client <name>', 'who will use it; the name stands in logs', client)
    .option('--tenant <tenant>', 'whose reports it opens', tenant, DEFAULT_TENANT)
    .option(
      '--scope <scope>',
      `what it permits, e.g. system/DiagnosticReport.rs; may be repeated (default: ${DEFAULT_SCOPES.join(' ')})`,
      scope,
    )
    .option('--expires <days>', 'after so many days, or never', days, DEFAULT_DAYS);
}

function client(text: string): string {
  if (!CLIENT_NAME.test(text))
    throw usageError('--client: must be 1 to 128 visible ASCII characters without blanks.');
  return text;
}

function tenant(text: string): string {
  if (!TENANT_NAME.test(text))
    throw usageError('--tenant: must be 1 to 64 letters, digits, dots, hyphens and underscores.');
  return text;
}

/** A scope that gives nothing is a slip here, though in a token it does no harm. */
function scope(text: string, previous: readonly string[] = []): readonly string[] {
  if (parseScope(text) === null)
    throw usageError(
      '--scope: must be a system/ scope of SMART v1 or v2 without restriction, gateway/admin or gateway/push.write.',
    );
  return [...previous, text];
}

function days(text: string): number {
  if (text === 'never') return Infinity;
  const number = Number(text);
  if (!/^\d{1,4}$/.test(text) || number < 1 || number > MAX_DAYS)
    throw usageError(`--expires: must be a number of days from 1 to ${MAX_DAYS}, or never.`);
  return number;
}

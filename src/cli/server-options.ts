import type { Command } from 'commander';
import { usageError } from './exit-code.js';

/** What the user may say about a server that is named by its URL. */
export interface ServerFlags {
  readonly tokenFile?: string;
  readonly header?: Readonly<Record<string, string>>;
  readonly allowHttp?: true;
  /** Seconds. */
  readonly timeout: number;
}

/** Adds these options. */
export function addServerOptions(command: Command): Command {
  return command
    .option('--token-file <file>', 'file that holds the bearer token')
    .option('--header <name:value>', 'further header, not for credentials; may be repeated', header)
    .option('--allow-http', 'permit http to another machine: what is sent crosses the network in clear')
    .option('--timeout <seconds>', 'give up after so long', seconds, 60);
}

/** A value is not repeated in an error: some servers want a key there. */
function header(text: string, previous: Readonly<Record<string, string>> = {}): Record<string, string> {
  const colon = text.indexOf(':');
  if (colon < 1) throw usageError('--header: must be name:value.');
  return { ...previous, [text.slice(0, colon).trim()]: text.slice(colon + 1).trim() };
}

function seconds(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 3_600))
    throw usageError('--timeout: must be a number of seconds up to 3600.');
  return number;
}

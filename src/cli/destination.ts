import { readFileSync } from 'node:fs';
import type { DeliveryDestination } from '../deliver/destination/delivery-destination.js';
import { InvalidDestinations, readDestination } from '../deliver/destination/read-destinations.js';
import { tokenRule } from '../deliver/destination/secret.js';
import { usageError, type CommandFailed } from './exit-code.js';
import type { Io } from './io.js';
import type { ServerFlags } from './server-options.js';
import { readEnvironment } from './translation.js';

/**
 * The destination that the user means: one of DESTINATIONS_FILE by its name, or any FHIR server by its base URL.
 *
 * @param to name or URL.
 * @throws CommandFailed `usage` when there is none, or when a flag is wrong; it never repeats a secret.
 */
export function destinationOf(to: string, flags: ServerFlags, io: Io): DeliveryDestination {
  return isDestinationName(to) ? named(to, flags, io) : atUrl(to, flags, io);
}

/** Whether it can be the name of a destination, which no URL can. */
export function isDestinationName(to: string): boolean {
  return /^[a-z0-9-]+$/.test(to);
}

/**
 * A destination of DESTINATIONS_FILE.
 *
 * @throws CommandFailed `usage` when there is none of this name.
 */
export function namedDestination(name: string, io: Io): DeliveryDestination {
  const found = readEnvironment(io).destinations.find((destination) => destination.name === name);
  if (found === undefined) throw noDestination(`DESTINATIONS_FILE has no destination ${name}.`, io);
  return found;
}

/** What is wrong with a name, or that there are no names at all. */
export function noDestination(text: string, { env }: Pick<Io, 'env'>): CommandFailed {
  const isSet = (env['DESTINATIONS_FILE'] ?? '') !== '';
  return usageError(isSet ? text : 'DESTINATIONS_FILE is not set: there are no destinations to be named.');
}

function named(name: string, { header, allowHttp, tokenFile }: ServerFlags, io: Io): DeliveryDestination {
  const found = readEnvironment(io).destinations.find((destination) => destination.name === name);
  if (found === undefined)
    throw noDestination(`${name} is neither a destination of DESTINATIONS_FILE nor a URL.`, io);
  if ([header, allowHttp, tokenFile].some((flag) => flag !== undefined))
    throw usageError(
      `--header, --allow-http and --token-file are for URLs: DESTINATIONS_FILE says all of ${name}.`,
    );
  return found;
}

/** Whoever types an address may mean one of their own network. */
function atUrl(baseUrl: string, flags: ServerFlags, { env }: Io): DeliveryDestination {
  const { header = {}, allowHttp = false, tokenFile, timeout } = flags;
  const token = tokenFile === undefined ? { env: 'FHIR_TOKEN' } : { file: tokenFile };
  const hasToken = tokenFile !== undefined || (env['FHIR_TOKEN'] ?? '') !== '';
  const given = {
    name: 'url',
    baseUrl,
    headers: header,
    allowHttp,
    allowPrivate: true,
    allowAnonymous: true,
    timeoutSeconds: timeout,
    auth: hasToken ? { kind: 'bearer', token } : { kind: 'none' },
  };
  try {
    return readDestination(given, { env, folder: '.', readFile: (path) => readFileSync(path, 'utf8') });
  } catch (error) {
    if (!(error instanceof InvalidDestinations)) throw error;
    throw usageError(error.problems.map((problem) => `${inFlags(problem, tokenFile)}.`).join('\n'));
  }
}

/** What the file would call fields are flags here, and FHIR_TOKEN. */
function inFlags(problem: string, tokenFile: string | undefined): string {
  if (problem.startsWith('auth.token'))
    return `${tokenFile === undefined ? 'FHIR_TOKEN' : '--token-file'}: must hold a token, which is ${tokenRule.text}`;
  return problem.replace(/^baseUrl/, 'the base URL').replace(/^headers\./, '--header: ');
}

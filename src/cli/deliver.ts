import { readFileSync } from 'node:fs';
import { checkDestination, type Destination } from '../deliver/destination.js';
import type { Judgement } from '../deliver/judgement.js';
import { pushOnce } from '../deliver/push-once.js';
import { isLoopback } from '../net/loopback.js';
import { makesLibrariesPrint } from '../observe/debug-output.js';
import { usageError } from './exit-code.js';
import { printLines, type Io } from './io.js';
import { outgoingOf } from './outgoing.js';
import type { PushFlags } from './push-options.js';

/**
 * Sends what the user gave, once.
 *
 * @param bytes a raw report or a transaction.
 * @throws CommandFailed when nothing was sent, because the document, a flag or the environment is wrong.
 */
export async function deliver(bytes: Uint8Array, flags: PushFlags, io: Io): Promise<Judgement> {
  refuseDebug(io);
  const destination = destinationOf(flags, io);
  const { text, entries } = outgoingOf(bytes, flags, io);
  if (hasLocalLinks(text) && !isLoopback(new URL(destination.baseUrl).hostname))
    printLines(io.stderr, STRANDED);
  return pushOnce(text, entries, destination, flags.timeout * 1_000);
}

/** Said even to those who want no remarks: what is stored elsewhere stays there. */
const STRANDED = [
  'derm-fhir: WARNING: links in this transaction lead to "localhost", which is another machine wherever it is read.',
  '           --base-url or PUBLIC_BASE_URL names the gateway as others reach it.',
];

/** Whether a Bundle holds an address, as a whole string of its JSON, that means this machine only. */
function hasLocalLinks(json: string): boolean {
  const hosts = json.matchAll(/"https?:\/\/([^/:"]+|\[[^\]"]*\])[/:"]/g);
  return [...hosts].some(([, host = '']) => isLoopback(host));
}

/** The client library prints addresses and answers for whoever sets this variable, and it reads it by itself. */
function refuseDebug({ env }: Io): void {
  if (makesLibrariesPrint(env['DEBUG'] ?? '')) {
    throw usageError('DEBUG is set and would print what the server says about patients; unset it.');
  }
}

function destinationOf({ to, header, allowHttp, tokenFile }: PushFlags, { env }: Io): Destination {
  const token = tokenFile === undefined ? env['FHIR_TOKEN'] : readToken(tokenFile);
  try {
    return checkDestination({
      baseUrl: to,
      ...(token === undefined || token === '' ? {} : { token }),
      ...(header === undefined ? {} : { headers: header }),
      allowHttp: allowHttp === true,
    });
  } catch (error) {
    if (error instanceof TypeError) throw usageError(`${error.message}.`);
    throw error;
  }
}

function readToken(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch {
    throw usageError('--token-file: the file cannot be read.');
  }
  if (text === '') throw usageError('--token-file: the file is empty.');
  return text;
}

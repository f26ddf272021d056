import type { Judgement } from '../deliver/judgement.js';
import { pushOnce } from '../deliver/push-once.js';
import { isLoopback } from '../net/loopback.js';
import { destinationOf } from './destination.js';
import { printLines, type Io } from './io.js';
import { outgoingOf } from './outgoing.js';
import type { PushFlags } from './push-options.js';
import { refuseDebug } from './refuse-debug.js';

/**
 * Sends what the user gave, once.
 *
 * @param bytes a raw report or a transaction.
 * @throws CommandFailed when nothing was sent, because the document, a flag or the environment is wrong.
 */
export async function deliver(bytes: Uint8Array, flags: PushFlags, io: Io): Promise<Judgement> {
  refuseDebug(io);
  const destination = destinationOf(flags.to, flags, io);
  const request = outgoingOf(bytes, flags, io);
  if (hasLocalLinks(request.body) && !isLoopback(new URL(destination.baseUrl).hostname))
    printLines(io.stderr, STRANDED);
  return pushOnce(request, destination);
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

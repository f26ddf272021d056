import type { DeliveryDestination } from '../deliver/destination/delivery-destination.js';
import type { Judgement } from '../deliver/judgement.js';
import { NotPlannable } from '../deliver/plan/not-plannable.js';
import { pushOnce } from '../deliver/push-once.js';
import { pushReport } from '../deliver/push-report.js';
import { isLoopback } from '../net/loopback.js';
import { destinationOf, isDestinationName } from './destination.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import { printLines, type Io } from './io.js';
import { outgoingOf, type Outgoing } from './outgoing.js';
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
  const outgoing = outgoingOf(bytes, flags, io, isDestinationName(flags.to) ? destination : null);
  if (hasLocalLinks(outgoing) && !isLoopback(new URL(destination.baseUrl).hostname))
    printLines(io.stderr, STRANDED);
  return outgoing.kind === 'request'
    ? pushOnce(outgoing.request, destination)
    : planned(outgoing.versions, destination);
}

async function planned(
  versions: readonly { readonly json: string }[],
  destination: DeliveryDestination,
): Promise<Judgement> {
  try {
    return await pushReport(versions, destination);
  } catch (error) {
    if (error instanceof NotPlannable) throw new CommandFailed(exitCodes.badInput, error.message);
    throw error;
  }
}

/** Said even to those who want no remarks: what is stored elsewhere stays there. */
const STRANDED = [
  'derm-fhir: WARNING: links in what is sent lead to "localhost", which is another machine wherever it is read.',
  '           --base-url or PUBLIC_BASE_URL names the gateway as others reach it.',
];

/** Whether what is sent holds an address, as a whole string of its JSON, that means this machine only. */
function hasLocalLinks(outgoing: Outgoing): boolean {
  const json =
    outgoing.kind === 'request' ? [outgoing.request.body] : outgoing.versions.map((one) => one.json);
  const hosts = json.flatMap((text) => [...text.matchAll(/"https?:\/\/([^/:"]+|\[[^\]"]*\])[/:"]/g)]);
  return hosts.some(([, host = '']) => isLoopback(host));
}

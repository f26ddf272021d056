import type { DeliveryDestination } from '../deliver/destination/delivery-destination.js';
import { givenTransaction, NotATransaction } from '../deliver/plan/given-transaction.js';
import type { PlannedRequest } from '../deliver/planned-request.js';
import { check } from '../fhir/check/check.js';
import { parseReport, ReportRejected, type ReadReport } from '../raw/read-report.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import type { Io } from './io.js';
import { isError, printFindings } from './issue-lines.js';
import type { PushFlags } from './push-options.js';
import { parseDocument, readGiven } from './read-document.js';
import { openTranslation } from './translation.js';

/** What goes out: a request that is ready, or resources of a report that its destination's profile makes requests of. */
export type Outgoing =
  | { readonly kind: 'request'; readonly request: PlannedRequest }
  | { readonly kind: 'report'; readonly versions: readonly { readonly json: string }[] };

/**
 * Makes of what the user gave what goes out.
 *
 * @param bytes a raw report, which is translated, or a transaction, which stays byte for byte as it is.
 * @param destination that has a profile; null: a report becomes the transaction that the flags name.
 * @throws CommandFailed when the document is neither, or when the check finds errors.
 */
export function outgoingOf(
  bytes: Uint8Array,
  flags: PushFlags,
  io: Io,
  destination: Pick<DeliveryDestination, 'locale'> | null,
): Outgoing {
  const json = readGiven(() => parseDocument(bytes), 'JSON', io);
  if (isResource(json)) return { kind: 'request', request: checkedTransaction(bytes, json, flags, io) };
  const read = readGiven(() => parseReport(bytes), 'a raw report', io);
  if (destination !== null) return { kind: 'report', versions: versionsOf(read, flags, destination, io) };
  const { bundle } = openTranslation(flags, io).translate(read);
  return { kind: 'request', request: givenTransaction(JSON.stringify(bundle), bundle) };
}

/** As the store would have them. */
function versionsOf(
  read: ReadReport,
  flags: PushFlags,
  { locale }: Pick<DeliveryDestination, 'locale'>,
  io: Io,
): readonly { readonly json: string }[] {
  const spoken = flags.locale ?? locale;
  const wanted = { ...flags, type: 'collection' as const, ...(spoken === null ? {} : { locale: spoken }) };
  const { bundle } = openTranslation(wanted, io).translate(read);
  return (bundle.entry ?? []).map(({ resource }) => ({ json: JSON.stringify(resource) }));
}

function isResource(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'resourceType' in json;
}

function checkedTransaction(bytes: Uint8Array, json: unknown, flags: PushFlags, io: Io): PlannedRequest {
  const request = readGiven(
    () => requestOf(new TextDecoder().decode(bytes), json),
    'a transaction; translate --type transaction makes one',
    io,
  );
  if (flags.check) {
    const findings = check(json);
    printFindings(findings, flags.quiet === true, io);
    if (findings.some(isError)) {
      throw new CommandFailed(
        exitCodes.badInput,
        'the check finds errors; nothing was sent (--no-check sends it).',
      );
    }
  }
  return request;
}

function requestOf(text: string, json: unknown): PlannedRequest {
  try {
    return givenTransaction(text, json);
  } catch (error) {
    if (!(error instanceof NotATransaction)) throw error;
    throw new ReportRejected([{ pointer: error.pointer, rule: 'not-a-transaction', text: error.message }]);
  }
}

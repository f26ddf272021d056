import { NotATransaction, readTransaction, type SentEntry } from '../deliver/transaction.js';
import { check } from '../fhir/check/check.js';
import { readReport, ReportRejected } from '../raw/read-report.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import type { Io } from './io.js';
import { isError, printFindings } from './issue-lines.js';
import type { PushFlags } from './push-options.js';
import { parseDocument, readGiven } from './read-document.js';
import { openTranslation } from './translation.js';

/** A transaction that is ready to be sent. */
export interface Outgoing {
  /** The Bundle as JSON. */
  readonly text: string;
  readonly entries: readonly SentEntry[];
}

/**
 * Makes a transaction of what the user gave.
 *
 * @param bytes a raw report, which is translated, or a transaction, which stays byte for byte as it is.
 * @throws CommandFailed when the document is neither, or when the check finds errors.
 */
export function outgoingOf(bytes: Uint8Array, flags: PushFlags, io: Io): Outgoing {
  const json = readGiven(() => parseDocument(bytes), 'JSON', io);
  if (isResource(json)) return givenTransaction(bytes, json, flags, io);
  const read = readGiven(() => readReport(json), 'a raw report', io);
  const { bundle } = openTranslation(flags, io).translate(read);
  return { text: JSON.stringify(bundle), entries: readTransaction(bundle) };
}

function isResource(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'resourceType' in json;
}

function givenTransaction(bytes: Uint8Array, json: unknown, flags: PushFlags, io: Io): Outgoing {
  const entries = readGiven(
    () => entriesOf(json),
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
  return { text: new TextDecoder().decode(bytes), entries };
}

function entriesOf(json: unknown): SentEntry[] {
  try {
    return readTransaction(json);
  } catch (error) {
    if (!(error instanceof NotATransaction)) throw error;
    throw new ReportRejected([{ pointer: error.pointer, rule: 'not-a-transaction', text: error.message }]);
  }
}

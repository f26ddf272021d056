import { givenTransaction, NotATransaction } from '../deliver/plan/given-transaction.js';
import type { PlannedRequest } from '../deliver/planned-request.js';
import { check } from '../fhir/check/check.js';
import { readReport, ReportRejected } from '../raw/read-report.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import type { Io } from './io.js';
import { isError, printFindings } from './issue-lines.js';
import type { PushFlags } from './push-options.js';
import { parseDocument, readGiven } from './read-document.js';
import { openTranslation } from './translation.js';

/**
 * Makes a transaction of what the user gave.
 *
 * @param bytes a raw report, which is translated, or a transaction, which stays byte for byte as it is.
 * @throws CommandFailed when the document is neither, or when the check finds errors.
 */
export function outgoingOf(bytes: Uint8Array, flags: PushFlags, io: Io): PlannedRequest {
  const json = readGiven(() => parseDocument(bytes), 'JSON', io);
  if (isResource(json)) return checkedTransaction(bytes, json, flags, io);
  const read = readGiven(() => readReport(json), 'a raw report', io);
  const { bundle } = openTranslation(flags, io).translate(read);
  return givenTransaction(JSON.stringify(bundle), bundle);
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

import { explain } from '../deliver/explain.js';
import type { RawPlaces } from '../serve/delivery/raw-places.js';
import type { Attempt, AttemptIssue, Delivery } from '../store/outbox/delivery.js';

/** One line for each delivery of a list, separated by tabs. */
export function deliveryLine({ id, state, destination, reportId, createdMs, lastOutcome }: Delivery): string {
  return [id, state, destination, reportId, timeOf(createdMs), lastOutcome ?? '-'].join('\t');
}

/** A delivery with how each sending ended, what the receiver said, and which places of the raw report that is about. */
export function deliveryLines(
  delivery: Delivery,
  attempts: readonly Attempt[],
  placesOf: RawPlaces,
): string[] {
  const { id, state, destination, reportId, version, language } = delivery;
  const { createdMs, finishedMs, dueMs } = delivery;
  return [
    `${id}: ${state}`,
    `  DiagnosticReport/${reportId} to ${destination}, version ${version}, language ${language}`,
    `  made ${timeOf(createdMs)}, ${finishedMs === null ? `due ${timeOf(dueMs)}` : `ended ${timeOf(finishedMs)}`}`,
    ...attempts.flatMap((attempt) => [
      `  ${timeOf(attempt.startedMs)}  ${attempt.outcome}, ${answerOf(attempt)}` +
        `, ${Math.round(attempt.durationMs)} ms, X-Request-Id ${attempt.correlationId}`,
      ...meaningOf(attempt),
      ...attempt.issues.flatMap((issue) => [
        issueLine(issue),
        ...placesOf(issue).map((place) => `      from ${place}`),
      ]),
    ]),
  ];
}

function answerOf({ status, errorCode }: Attempt): string {
  if (status !== null) return `HTTP ${status}`;
  return errorCode === undefined ? 'no answer' : `no answer (${errorCode})`;
}

function meaningOf({ outcome, errorCode }: Attempt): string[] {
  const meaning = outcome === 'delivered' ? null : explain(outcome, errorCode ?? null);
  return meaning === null ? [] : [`    ${meaning}`];
}

function issueLine({ severity, code, text, entry, resource, expression }: AttemptIssue): string {
  const place = [
    entry === undefined ? undefined : `entry[${entry}]`,
    resource,
    expression === undefined ? undefined : `at ${expression}`,
  ].filter((part) => part !== undefined);
  return `    ${[`${severity} (${code})`, ...place].join(', ')}${text === '' ? '' : `: ${text}`}`;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

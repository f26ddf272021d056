import type { Attempt, AttemptIssue, Delivery } from '../store/outbox/delivery.js';

/** One line for each delivery of a list, separated by tabs. */
export function deliveryLine({ id, state, destination, reportId, createdMs, lastOutcome }: Delivery): string {
  return [id, state, destination, reportId, timeOf(createdMs), lastOutcome ?? '-'].join('\t');
}

/** A delivery with how each sending ended and what the receiver said. */
export function deliveryLines(delivery: Delivery, attempts: readonly Attempt[]): string[] {
  const { id, state, destination, reportId, version, language } = delivery;
  const { createdMs, finishedMs, dueMs } = delivery;
  return [
    `${id}: ${state}`,
    `  DiagnosticReport/${reportId} to ${destination}, version ${version}, language ${language}`,
    `  made ${timeOf(createdMs)}, ${finishedMs === null ? `due ${timeOf(dueMs)}` : `ended ${timeOf(finishedMs)}`}`,
    ...attempts.flatMap((attempt) => [
      `  ${timeOf(attempt.startedMs)}  ${attempt.outcome}, ${attempt.status === null ? 'no answer' : `HTTP ${attempt.status}`}` +
        `, ${Math.round(attempt.durationMs)} ms, X-Request-Id ${attempt.correlationId}`,
      ...attempt.issues.map(issueLine),
    ]),
  ];
}

function issueLine({ severity, code, text, entry, resource, expression }: AttemptIssue): string {
  const place = [
    entry === undefined ? undefined : `entry[${entry}]`,
    resource,
    expression === undefined ? undefined : `at ${expression}`,
  ].filter((part) => part !== undefined);
  return `    ${[`${severity} (${code})`, ...place].join(', ')}: ${text}`;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

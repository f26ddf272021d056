import { explain } from '../deliver/explain.js';
import type { EntryResult, Judgement } from '../deliver/judgement.js';
import type { ReceiverIssue } from '../deliver/receiver-issue.js';

/**
 * Says for people what a server answered, entry by entry.
 *
 * @param baseUrl that was sent to; it holds no credentials.
 * @returns lines.
 */
export function describeDelivery(delivery: Judgement, baseUrl: string): string[] {
  const { outcome, status, transportCode, retryAfterSeconds, entries, issues } = delivery;
  const answer = status === null ? `no answer (${transportCode ?? 'UNKNOWN'})` : `HTTP ${status}`;
  const stored = entries.filter(isStored).length;
  return [
    `POST ${baseUrl}: ${answer}`,
    ...entries.map(describeEntry),
    ...issues.filter(isWorthReading).flatMap(describeIssue),
    ...(entries.length === 0 ? [] : [`${stored} of ${entries.length} entries stored.`]),
    `${outcome}: ${explain(outcome, transportCode ?? null) ?? ''}`,
    ...(retryAfterSeconds === null ? [] : [`The server asks to wait ${retryAfterSeconds} s.`]),
  ];
}

function isStored({ status }: EntryResult): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** Some servers say "all is well" for every entry. */
function isWorthReading({ severity }: ReceiverIssue): boolean {
  return severity !== 'information' && severity !== 'success';
}

function describeEntry({ status, resource, location }: EntryResult): string {
  const there = location?.replace(/\/_history\/.*$/, '');
  const elsewhere = there === undefined || there.endsWith(resource) ? '' : `  as ${there}`;
  return `  ${status ?? '???'}  ${resource}${elsewhere}`;
}

function describeIssue({ severity, code, expression, entry, resource, text }: ReceiverIssue): string[] {
  const place = [
    entry === undefined ? undefined : `entry[${entry}]`,
    resource,
    expression === undefined ? undefined : `at ${expression}`,
  ].filter((part) => part !== undefined);
  return [`  ${[`${severity} (${code})`, ...place].join(', ')}`, ...(text === '' ? [] : [`    ${text}`])];
}

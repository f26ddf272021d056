import { saysNothing } from '../raw/says-nothing.js';
import type { IssueKind, TranslationIssue } from '../translate/issue.js';
import type { Reason } from './explanation.js';

export const NO_VALUE: Reason = {
  kind: 'no-value',
  text: 'The report says nothing here, so that nothing is written.',
};

export const IMPLIED: Reason = {
  kind: 'implied',
  text: 'It is said already by what follows from another field; something else here would be written beside it.',
};

const UNREAD: Reason = { kind: 'unread', text: 'The value changes nothing.' };

const LINK: Reason = {
  kind: 'link-suppressed',
  text: "The vendor's link opens what it leads to for anybody who has it: it stays inside, and a link of the gateway stands in its place.",
};

const TRANSPORT: Reason = {
  kind: 'transport',
  text: "The vendor's envelope speaks of the answer, not of the report.",
};

/**
 * What is kept back on purpose, whatever the report says there. Of the path of a medium's link an id is made, and of its
 * end the type of the content; of the link itself nothing is published.
 *
 * @param pointer into the raw report as it was received.
 * @returns null for everything else.
 */
export function keptBack(pointer: string): Reason | null {
  if (/^\/(success|message|errorCode)$/.test(pointer)) return TRANSPORT;
  return /\/(url|pdf)$/.test(pointer) && !pointer.includes('/extraData/') ? LINK : null;
}

/** Kinds of issues that say that something of a value is not carried, although something becomes of it. */
const TAKEN_OUT: readonly IssueKind[] = ['identifier-not-carried', 'identifier-withheld', 'link-removed'];

/**
 * What the translation says that it took out of a value.
 *
 * @param pointer into the raw report as it was received.
 * @returns null: nothing.
 */
export function takenOut(pointer: string, issues: readonly TranslationIssue[]): Reason | null {
  const issue = issues.find(({ kind, rawPointer }) => rawPointer === pointer && TAKEN_OUT.includes(kind));
  return issue === undefined ? null : { kind: issue.kind, text: issue.text };
}

/**
 * Why nothing became of a value: what the translation itself says about it or about what it is in, or that it is kept back,
 * or that it is none.
 */
export function reasonFor(pointer: string, value: unknown, issues: readonly TranslationIssue[]): Reason {
  const issue = issues.find(({ rawPointer }) => isAtOrIn(pointer, rawPointer));
  if (issue !== undefined) return { kind: issue.kind, text: issue.text };
  return keptBack(pointer) ?? (saysNothing(value) ? NO_VALUE : UNREAD);
}

/** An issue about the whole report says nothing about a field. */
function isAtOrIn(pointer: string, place: string): boolean {
  if (place === '' || place === '/data') return false;
  return pointer === place || pointer.startsWith(`${place}/`);
}

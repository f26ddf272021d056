import type { Finding } from '../deliver/verify/compare-plan.js';
import type { Reconciled } from '../deliver/verify/reconcile.js';

/** How a report is at a destination, in one word. */
export type ReconcileVerdict =
  'same' | 'missing' | 'differs' | 'unread' | 'changed-here' | 'erased-here' | 'not-plannable';

/** What a destination has added is nothing wrong. */
export function verdictOf({ found }: Reconciled): ReconcileVerdict {
  if (found.kind !== 'compared') return found.kind;
  if (found.findings.some(({ kind }) => kind === 'missing')) return 'missing';
  return found.findings.some(({ kind }) => kind !== 'added') ? 'differs' : 'same';
}

/** Lines for a report, separated by tabs: one for each finding, or why there are none; none for what is as it was sent. */
export function reconciledLines(reconciled: Reconciled): string[] {
  const { delivery, found } = reconciled;
  if (found.kind === 'compared')
    return found.findings.map((one) => [delivery.reportId, ...cells(one)].join('\t'));
  const why = found.kind === 'unread' ? [answerOf(found.answer)] : [];
  return [[delivery.reportId, found.kind, ...why].join('\t')];
}

function cells(finding: Finding): string[] {
  const { kind, resource } = finding;
  return 'path' in finding ? [kind, resource, finding.path] : [kind, resource];
}

function answerOf(answer: Extract<Reconciled['found'], { kind: 'unread' }>['answer']): string {
  return answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.code;
}

const WORDS: Readonly<Record<ReconcileVerdict, string>> = {
  same: 'as delivered',
  missing: 'something missing',
  differs: 'different',
  unread: 'could not be read',
  'changed-here': 'changed here since',
  'erased-here': 'erased here since',
  'not-plannable': 'not to be delivered any more',
};

/** @param counts of reports by verdict. */
export function summaryLine(counts: ReadonlyMap<string, number>): string {
  const parts = Object.entries(WORDS).map(([verdict, words]) => `${words}: ${counts.get(verdict) ?? 0}`);
  return `derm-fhir: ${parts.join('; ')}.`;
}

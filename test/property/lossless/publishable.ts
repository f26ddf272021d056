import { saysNothing } from '../../../src/raw/says-nothing.js';
import type { ReadReport } from '../../../src/raw/read-report.js';
import type { TranslateContext } from '../../../src/translate/context.js';
import { Draft } from '../../../src/translate/draft.js';
import { publishedReportId } from '../../../src/translate/published-report-id.js';

/** Stands for a link: which one is not told, that there is one is. */
const LINK = 'a link';

/** Fields that are codes: blanks in them are single spaces. */
const CODE = /\/(code)$/;

/** Fields that tell things apart: one that holds a link to vendor material does not leave at all. */
const IDENTIFIER = /^\/(visitIdentifier|result\/id)$|\/annotations\/\d+\/id$/;

/**
 * What of a report may leave, as R4's strings can hold it: no links of the vendor, texts without blanks around them and
 * with plain blanks in them. Everything else is as it was read.
 */
export function publishable({ read, context }: { read: ReadReport; context: TranslateContext }): unknown {
  const draft = new Draft(read, context);
  const text = (value: string, at: string): string | null => {
    if (/\/(url|pdf)$/.test(at)) return at === '/url' ? null : LINK;
    if (CODE.test(at)) return draft.code(value, at);
    return IDENTIFIER.test(at) ? draft.identifier(value, at) : draft.text(value, at);
  };
  const { extraData, id, ...report } = read.report;
  return {
    ...(mapped(report, '', text) as object),
    id: publishedId(draft, id, context),
    // Without a configured system nobody could tell whose number it is, and it may name a patient.
    patientIdentifier: null,
    extraData: mapped(extraData, '', (value) => draft.withoutLinks(value)),
  };
}

function publishedId(draft: Draft, id: string, { reportIdentifier }: TranslateContext): string {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  const published = publishedReportId(id, isUuid || draft.mayLeave(id) ? reportIdentifier : 'hash');
  return published === id && !isUuid ? (draft.again(id) ?? id) : published;
}

/** A restored report, with its links as `publishable` has them. */
export function withoutLinks(report: object): unknown {
  return mapped(report, '', (value, at) =>
    at.startsWith('/extraData') || !/\/(url|pdf)$/.test(at) ? value : LINK,
  );
}

/** Each text of a document in the form that a function gives it. */
function mapped(value: unknown, at: string, form: (text: string, at: string) => unknown): unknown {
  if (typeof value === 'string') return form(value, at);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => mapped(item, `${at}/${index}`, form));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, mapped(member, `${at}/${key}`, form)]),
  );
}

/** Records in which null (asked, no answer) is not absence (not asked). */
const FIXED = ['metrics', 'preliminaryFindings'];

/** Without items that say nothing, and null in place of objects that say nothing: how they say it is not told. */
export function pruned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  if (Array.isArray(value)) return value.filter((item) => !saysNothing(item)).map(pruned);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      saysNothing(member) && !Array.isArray(member) && !FIXED.includes(key) ? null : pruned(member),
    ]),
  );
}

import { isRecord } from './cases.js';
import { SPANISH } from './spanish.js';

// The members the vendor tags "translated": labels. Codes, answers, annotation types and extra data are left alone.
const TRANSLATED = new Set(['name', 'description', 'text', 'question']);
const OPAQUE = new Set(['extraData']);

/** Languages the sandbox knows; every other one gets English, as the vendor's default is. */
export const SANDBOX_LOCALES = ['en', 'es'] as const;

/**
 * Translates the labels of a report.
 *
 * @param report as stored, in English
 * @param locale such as `es` or `es_ES`
 * @returns a new report in Spanish, or the same one; labels without a translation stay English
 */
export function localise(report: unknown, locale: string): unknown {
  return /^es(?:$|[-_])/i.test(locale) ? inSpanish(report) : report;
}

function inSpanish(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSpanish);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (OPAQUE.has(key)) return [key, member];
      const label = TRANSLATED.has(key) || (key === 'display' && 'raw' in value);
      return [key, label && typeof member === 'string' ? spanishLabel(member) : inSpanish(member)];
    }),
  );
}

/** A label in Spanish; `Mild (0-10)` is translated before its bracket. */
function spanishLabel(label: string): string {
  const [, word, bracket] = /^(.*?)( \([^()]*\))$/.exec(label) ?? [];
  return SPANISH.get(label) ?? (word === undefined ? label : (SPANISH.get(word) ?? word) + (bracket ?? ''));
}

import { ICD11_ENTRY } from '../../fhir/icd11-code.js';
import type { Layout } from './layout.js';
import type { TabulationRow } from './tabulation.js';

/**
 * Reads one line of a table.
 *
 * @returns the row; null for what has no code (chapters, blocks, the further lines of a note); or the rule that it breaks.
 */
export function readRow(
  line: string,
  { code: codeColumn, titles, hasNotes }: Layout,
): TabulationRow | null | string {
  const cells = line.split('\t');
  if (cells.length <= Math.max(codeColumn, ...titles.values())) {
    const isNote = hasNotes && !/^(?:\t|"?http:\/\/id\.who\.int\/)/.test(line);
    return isNote ? null : 'has fewer columns than the heading';
  }
  const code = unquoted(cells[codeColumn]);
  if (code === '') return null;
  if (!ICD11_ENTRY.test(code)) return `${code} is not shaped like an ICD-11 code`;
  const named = new Map<string, string>();
  for (const [language, column] of titles) {
    // Dashes show the depth in the classification and are no part of the title.
    const title = unquoted(cells[column]).replace(/^(?:- ?)+/, '');
    if (title !== '') named.set(language, title);
  }
  return named.size === 0 ? `${code} has no title` : { code, titles: named };
}

function unquoted(cell = ''): string {
  const trimmed = cell.trim();
  const inside = /^"(.*)"$/.exec(trimmed)?.[1];
  return inside === undefined ? trimmed : inside.replaceAll('""', '"').trim();
}

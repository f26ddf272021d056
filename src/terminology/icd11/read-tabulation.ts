import { InvalidTabulation } from './invalid-tabulation.js';
import { layoutOf } from './layout.js';
import { readRow } from './row.js';
import { tabulationOf, type Icd11Tabulation, type TabulationRow } from './tabulation.js';
import { unpack } from './unpack.js';

/**
 * Reads a table of ICD-11 codes and titles: WHO's SimpleTabulation as text or in its zip, or a tab-separated text with the
 * columns `code`, `title_en`, `title_es` … Lines above the heading that start with `#` are notes.
 *
 * @param bytes the file.
 * @param name its name; `SimpleTabulation-ICD-11-MMS-es.txt` also tells the language of the titles.
 * @throws InvalidTabulation with the line and the rule.
 */
export function readTabulation(bytes: Uint8Array, name: string): Icd11Tabulation {
  const { file, text } = unpack(bytes, name);
  const lines = text.split(/\r?\n/);
  const heading = lines.findIndex((line) => line !== '' && !line.startsWith('#'));
  const cells = lines[heading]?.split('\t').map((cell) => cell.trim()) ?? [];
  const layout = layoutOf({ cells, firstRow: lines[heading + 1] ?? '', file });
  if (typeof layout === 'string') throw new InvalidTabulation(file, Math.max(heading, 0) + 1, layout);
  const rows = new Map<string, TabulationRow>();
  for (const [index, line] of lines.entries()) {
    if (index <= heading || line === '') continue;
    const row = readRow(line, layout);
    if (typeof row === 'string') throw new InvalidTabulation(file, index + 1, row);
    if (row === null) continue;
    if (rows.has(row.code)) throw new InvalidTabulation(file, index + 1, `${row.code} is listed twice`);
    rows.set(row.code, row);
  }
  if (rows.size === 0) throw new InvalidTabulation(file, null, 'lists no codes');
  return tabulationOf(rows.values());
}

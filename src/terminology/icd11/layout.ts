/** Which columns of a table hold what. */
export interface Layout {
  /** Column of the code. */
  readonly code: number;
  /** Language of the titles (BCP 47) → column. */
  readonly titles: ReadonlyMap<string, number>;
  /** WHO's coding notes hold line breaks, unquoted: what follows such a break is no row. */
  readonly hasNotes: boolean;
}

/** What tells the layout. */
export interface Heading {
  /** Cells of the heading. */
  readonly cells: readonly string[];
  /** The line below. */
  readonly firstRow: string;
  /** Name of the file. */
  readonly file: string;
}

/**
 * Reads the heading of a table.
 *
 * @returns the layout, or the rule that the heading breaks.
 */
export function layoutOf(heading: Heading): Layout | string {
  const { cells } = heading;
  return cells.includes('Code') ? whoLayout(heading) : manyLanguages(cells);
}

/** WHO's SimpleTabulation: `Code` and `Title`; a table in another language has `TitleEN` beside them. */
function whoLayout({ cells, firstRow, file }: Heading): Layout | string {
  const title = cells.indexOf('Title');
  const english = cells.indexOf('TitleEN');
  if (title === -1) return 'must have a column Title beside Code';
  const titles = new Map<string, number>();
  if (english !== -1) titles.set('en', english);
  const language = languageOf(file, firstRow) ?? 'en';
  if (titles.has(language)) {
    return 'does not tell the language of Title: name the file as WHO does, SimpleTabulation-ICD-11-MMS-<language>.txt';
  }
  titles.set(language, title);
  return { code: cells.indexOf('Code'), titles, hasNotes: true };
}

/** The file's name is the better witness: a translated table may link to the English browser. */
function languageOf(file: string, firstRow: string): string | undefined {
  const named = /[-_]([a-z]{2})\.(?:txt|tsv)$/i.exec(file);
  const linked = /\/mms\/([a-z]{2})#/.exec(firstRow);
  return (named ?? linked)?.[1]?.toLowerCase();
}

/** One table for several languages: `code`, `title_en`, `title_es`, `title_fr_2025-01` … */
function manyLanguages(cells: readonly string[]): Layout | string {
  const code = cells.indexOf('code');
  const titles = new Map<string, number>();
  for (const [column, name] of cells.entries()) {
    const language = /^title_([a-z]{2,3})(?:_|$)/.exec(name)?.[1];
    if (language !== undefined) titles.set(language, column);
  }
  if (code === -1 || titles.size === 0)
    return 'must have the columns Code and Title, or code and title_<language>';
  return { code, titles, hasNotes: false };
}

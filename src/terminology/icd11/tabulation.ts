/** The codes and titles of ICD-11 that an operator has loaded. */
export interface Icd11Tabulation {
  /** Tells whether the table has a stem or extension code. */
  readonly has: (code: string) => boolean;
  /**
   * WHO's title of a code.
   *
   * @param language BCP 47 tag of the report; `pt-BR` also finds titles in `pt`.
   * @returns undefined when the table has none in that language.
   */
  readonly title: (code: string, language: string) => string | undefined;
  /** All titles of a code by language; undefined when the table does not have the code. */
  readonly titles: (code: string) => ReadonlyMap<string, string> | undefined;
}

/** One line of a table: a code and its titles by language. */
export interface TabulationRow {
  readonly code: string;
  readonly titles: ReadonlyMap<string, string>;
}

/** Makes a table of its rows. */
export function tabulationOf(rows: Iterable<TabulationRow>): Icd11Tabulation {
  const titlesOf = new Map([...rows].map(({ code, titles }) => [code, titles]));
  return Object.freeze({
    has: (code: string) => titlesOf.has(code),
    title: (code: string, language: string) => {
      const titles = titlesOf.get(code);
      return titles?.get(language) ?? titles?.get(language.replace(/-.*/, ''));
    },
    titles: (code: string) => titlesOf.get(code),
  });
}

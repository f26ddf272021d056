/** The codes and titles of ICD-11 that an operator has loaded. */
export interface Icd11Tabulation {
  readonly has: (code: string) => boolean;
  /**
   * WHO's title of a code.
   *
   * @param language BCP 47 tag of the report; `pt-BR` also finds titles in `pt`.
   * @returns undefined when the table has none in that language.
   */
  readonly title: (code: string, language: string) => string | undefined;
}

/** A file that is no ICD-11 table: the gateway does not start with it. */
export class InvalidTabulation extends Error {
  /**
   * @param file name of the file.
   * @param line where it is wrong, counted from 1; null: the file as a whole.
   * @param rule what is wrong, for people.
   */
  constructor(
    readonly file: string,
    readonly line: number | null,
    readonly rule: string,
  ) {
    super(`${file}${line === null ? '' : `, line ${line}`}: ${rule}`);
    this.name = 'InvalidTabulation';
  }
}

/** A file of `mappings/` that breaks a rule: the gateway does not start with it. */
export class InvalidMapping extends Error {
  /**
   * @param file name of the file within `mappings/`.
   * @param rule what is wrong and where, for people.
   */
  constructor(
    readonly file: string,
    readonly rule: string,
  ) {
    super(`mappings/${file}: ${rule}`);
    this.name = 'InvalidMapping';
  }
}

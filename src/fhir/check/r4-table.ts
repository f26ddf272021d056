/** R4 in brief, made by `npm run generate` from HL7's definitions. */
export interface R4Table {
  /** Names of the resource types. */
  readonly resources: readonly string[];
  /** Type name → its elements, encoded: `name!*:type,type|name…`; `!` required, `*` a list. */
  readonly types: Readonly<Record<string, string>>;
  /** Code lists that a type may name as `code=<number>`. */
  readonly codes: readonly string[];
  /** Lists of target types that a type may name as `Reference><number>`. */
  readonly targets: readonly string[];
  /** Code system → code → display, of the systems that are checked in full. */
  readonly systems: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

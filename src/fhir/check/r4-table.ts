/** R4 in brief, made by `npm run generate` from HL7's definitions. */
export interface R4Table {
  /** Names of the resource types. */
  readonly resources: readonly string[];
  /** Type name → its elements, encoded: `name!*^~:type,type|name…`; `!` required, `*` a list, `^` of the summary, `~` a modifier. */
  readonly types: Readonly<Record<string, string>>;
  /** Code lists that a type names as `code=<number>`, or, as `system|code`, `CodeableConcept=<number>`. */
  readonly codes: readonly string[];
  /** Lists of target types that a type names as `Reference><number>`. */
  readonly targets: readonly string[];
  /** Code system → code → display, of the systems that are checked in full. */
  readonly systems: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** URL of an extension → types of its value, separated by blanks; none when it is made of further extensions. */
  readonly extensions: Readonly<Record<string, string>>;
  /** Canonical URLs of what this project publishes. */
  readonly canonicals: readonly string[];
  readonly ucum: UcumTable;
}

/** UCUM in brief: lists of codes, separated by blanks. */
export interface UcumTable {
  readonly prefixes: string;
  /** Units that take prefixes. */
  readonly metric: string;
  /** Units that do not. */
  readonly plain: string;
}

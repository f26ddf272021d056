/** A step from one form of the tables to the next. Once released it never changes. */
export interface Migration {
  /** Unique; the first part is its number. */
  readonly name: string;
  /** SQL that both engines understand, one statement each. */
  readonly statements: readonly string[];
  /** Before them, on PostgreSQL only: what SQLite has by itself. */
  readonly postgresql?: readonly string[];
}

/** Prepared statements by their SQL. */
export interface KeptStatements<S> {
  readonly find: (sql: string) => S | undefined;
  readonly keep: (sql: string, statement: S) => void;
  readonly clear: () => void;
}

/** Statements whose length depends on their values are many. */
const MOST = 500;

/**
 * Keeps prepared statements; of too many, the one goes that was not used for longest, and is prepared anew when it is needed again.
 *
 * @param most how many are kept.
 */
export function keepStatements<S>(most = MOST): KeptStatements<S> {
  const kept = new Map<string, S>();
  return {
    find: (sql) => {
      const known = kept.get(sql);
      if (known === undefined) return undefined;
      // A Map gives its keys in the order in which they came.
      kept.delete(sql);
      kept.set(sql, known);
      return known;
    },
    keep: (sql, statement) => {
      const [oldest] = kept.keys();
      if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
      kept.set(sql, statement);
    },
    clear: () => {
      kept.clear();
    },
  };
}

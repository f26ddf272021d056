import type { Database } from './database.js';

/** An answer is good for so long, in ms: asking often must not mean writing often. */
const GOOD_FOR = 1000;

/**
 * Makes a question whether the database takes commits: one is made, for a full disk or a standby server shows nowhere else.
 *
 * @param nowMs milliseconds since the epoch.
 */
export function createWritable(database: Database, nowMs: () => number): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  let askedAt = 0;
  return () => {
    const now = nowMs();
    if (answer === undefined || Math.abs(now - askedAt) >= GOOD_FOR) {
      askedAt = now;
      answer = tryToWrite(database, now);
    }
    return answer;
  };
}

async function tryToWrite(database: Database, now: number): Promise<boolean> {
  try {
    const sql = `insert into meta (name, value) values ('written-at', $1)
      on conflict (name) do update set value = excluded.value`;
    await database.run(sql, [String(now)]);
    return true;
  } catch {
    return false;
  }
}

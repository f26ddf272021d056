import { setImmediate as otherWork } from 'node:timers/promises';
import type { Queries } from './database.js';
import type { OneAtATime } from './one-at-a-time.js';
import type { SqliteConnection } from './sqlite-connection.js';
import { attempt, begin, rollBack } from './sqlite-transaction.js';

/** Runs a transaction; see `Database.transaction`. */
export type Transact = <T>(work: (queries: Queries) => Promise<T>) => Promise<T>;

/** A transaction that waits. */
interface Member {
  /** Runs it; the promise is always kept. */
  readonly run: (queries: Queries) => Promise<Ending>;
  readonly fail: (error: unknown) => void;
}

/** How the work of a transaction ended, and how its caller is told. */
type Ending =
  | { readonly isDone: true; readonly tell: () => void }
  | { readonly isDone: false; readonly tell: () => void; readonly error: unknown };

/** So many are committed together, at the most: the first one waits for all of them. */
const MAX_TOGETHER = 32;

/**
 * Makes a way to run transactions one after the other on a connection, where those that wait are committed together: that a
 * commit is on disk takes longer than most transactions do. Nobody is told before it is. One that fails is undone by itself.
 *
 * @param inTurn keeps everything else off the connection meanwhile.
 */
export function createGroupCommit(connection: SqliteConnection, inTurn: OneAtATime): Transact {
  const waiting: Member[] = [];
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ run: running(work, resolve, reject), fail: reject });
      // Each has its turn, so that what is asked for later comes later; often another's turn has done it by then.
      inTurn(() => (waiting.length === 0 ? undefined : commitWaiting(connection, waiting))).catch(reject);
    });
}

function running<T>(
  work: (queries: Queries) => Promise<T>,
  resolve: (result: T) => void,
  reject: (error: unknown) => void,
): Member['run'] {
  return (queries) =>
    work(queries).then(
      (result) => ({
        isDone: true,
        tell: () => {
          resolve(result);
        },
      }),
      (error: unknown) => ({
        isDone: false,
        error,
        tell: () => {
          reject(error);
        },
      }),
    );
}

async function commitWaiting(connection: SqliteConnection, waiting: Member[]): Promise<void> {
  // Requests that have arrived meanwhile join.
  await otherWork();
  const members: Member[] = [];
  const next = (): Member | undefined => {
    const member = members.length < MAX_TOGETHER ? waiting.shift() : undefined;
    if (member !== undefined) members.push(member);
    return member;
  };
  try {
    await commitTogether(connection, next);
  } catch (error) {
    // Nothing was begun: another process has the file to itself.
    if (members.length === 0) for (const member of waiting.splice(0)) member.fail(error);
    await commitEach(connection, members, error);
  }
}

/**
 * What ends the whole transaction (no space, no memory) was the doing of one of them perhaps: each has its own then.
 *
 * @param error that ended it.
 */
async function commitEach(
  connection: SqliteConnection,
  members: readonly Member[],
  error: unknown,
): Promise<void> {
  const [first, second] = members;
  if (first !== undefined && second === undefined) first.fail(error);
  else
    for (const member of members) {
      const alone = [member];
      await commitTogether(connection, () => alone.shift()).catch(member.fail);
    }
}

/**
 * @param next gives one after the other, until there is none.
 * @throws what kept all of them from being committed; then nothing has happened, and nobody was told.
 */
async function commitTogether(connection: SqliteConnection, next: () => Member | undefined): Promise<void> {
  const tell: (() => void)[] = [];
  await begin(connection);
  try {
    for (let member = next(); member !== undefined; member = next())
      tell.push(await runMember(connection, member));
    await connection.commit();
  } catch (error) {
    rollBack(connection);
    throw error;
  }
  for (const one of tell) one();
}

/** @throws when the transaction around it has ended with it. */
async function runMember(connection: SqliteConnection, member: Member): Promise<() => void> {
  connection.run('savepoint member');
  const ending = await member.run({
    all: (sql, values) => attempt(() => connection.all(sql, values)),
    run: (sql, values) => attempt(() => connection.run(sql, values)),
  });
  if (!ending.isDone) undo(connection, ending.error);
  connection.run('release member');
  return ending.tell;
}

/** @param error for which it is undone. @throws it when it has ended the transaction, which some do (a full disk). */
function undo(connection: SqliteConnection, error: unknown): void {
  try {
    connection.run('rollback to member');
  } catch {
    throw error;
  }
}

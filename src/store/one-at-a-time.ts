/** Runs a piece of work when every earlier one has ended, whether well or badly. */
export type OneAtATime = <T>(work: () => T | Promise<T>) => Promise<T>;

/** Makes a queue of its own. */
export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

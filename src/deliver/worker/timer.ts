/** Calls something after so many ms of the clock that the other times come from, unless what it gives is called before. */
export type StartTimer = (run: () => void, ms: number) => () => void;

/** The timer of the real clock. */
export const startTimer: StartTimer = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => {
    clearTimeout(timer);
  };
};

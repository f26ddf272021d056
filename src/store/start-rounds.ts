/**
 * Does some work now and after each period, one round after the other. It keeps no process alive.
 *
 * @param onFailure told when a round failed; the next one tries again.
 * @returns stops it, when the round under way has ended.
 */
export function startRounds(
  work: () => Promise<void>,
  periodMs: number,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  const round = (): Promise<void> => work().catch(onFailure);
  let last = round();
  const timer = setInterval(() => {
    last = last.then(round);
  }, periodMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return last;
  };
}

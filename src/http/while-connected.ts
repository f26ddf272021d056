import type { ServerResponse } from 'node:http';

/**
 * Works for a client as long as it is there. When it leaves before it has its answer, the signal aborts, so that the vendor is not
 * asked for nobody.
 *
 * @returns once the work is done, or has stopped because the client left: then nothing went wrong, and nobody is to be answered.
 */
export async function whileConnected(
  res: ServerResponse,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  try {
    await work(signal);
  } catch (error) {
    if (signal.aborted && error === signal.reason) return;
    throw error;
  }
}

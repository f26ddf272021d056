import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of the chaos. */
export interface Child {
  readonly send: (message: object) => void;
  /** `kill -9`; resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

/** Starts a script of this folder. @param onMessage gets what it says, unchecked. */
export function startChild(
  script: string,
  args: readonly string[],
  onMessage: (message: unknown) => void,
): Child {
  const execArgv = ['--import', 'tsx', '--max-old-space-size=4096'];
  const child = fork(join(import.meta.dirname, script), args, { execArgv });
  child.on('message', onMessage);
  const gone = once(child, 'exit');
  // What is sent to one that was just killed is sent in vain.
  child.on('error', () => undefined);
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

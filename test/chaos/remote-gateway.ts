import { z } from 'zod';
import { startChild, type Child } from './child.js';
import type { Feeder } from './feeder.js';
import type { GatewaySettings } from './gateway-process.js';
import { handleOf, type Numbered } from './numbered-report.js';

/** A gateway in another process, which is fed, killed and started again. */
export interface RemoteGateway {
  /** `kill -9`, and a new process in its place; resolves when that works. */
  readonly killAndRestart: () => Promise<void>;
  readonly end: () => Promise<void>;
}

const numbered = z.object({ number: z.number(), revision: z.number() });
const said = z.object({
  ready: z.literal(true).optional(),
  accepted: numbered.optional(),
  refused: numbered.optional(),
  problem: z.string().optional(),
});

/** So many reports are handed to a process at a time. */
const AT_A_TIME = 16;

/** Starts it, and waits until it works. @param onProblem gets what a store says that fails. */
export async function startRemoteGateway(
  settings: GatewaySettings,
  feeder: Feeder,
  onProblem: (problem: string) => void,
): Promise<RemoteGateway> {
  const outstanding = new Map<string, Numbered>();
  const feed = (child: Child): void => {
    const accept = feeder.next(AT_A_TIME - outstanding.size);
    for (const one of accept) outstanding.set(handleOf(one), one);
    if (accept.length > 0) child.send({ accept });
  };
  const start = async (): Promise<Child> => {
    let isReady: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => (isReady = resolve));
    const child = startChild('gateway-process.ts', [JSON.stringify(settings)], (message) => {
      const { ready: works, accepted, refused, problem } = said.parse(message);
      if (works === true) isReady();
      if (problem !== undefined) onProblem(problem);
      if (refused !== undefined) feeder.back([refused]);
      if (accepted !== undefined) feeder.accepted(accepted);
      const ended = accepted ?? refused;
      if (ended !== undefined) outstanding.delete(handleOf(ended));
      if (outstanding.size < AT_A_TIME / 2) feed(child);
    });
    await ready;
    return child;
  };
  let child = await start();
  return {
    killAndRestart: async () => {
      await child.kill();
      // Nobody said whether these are on disk: a client asks again under the same key.
      feeder.back([...outstanding.values()]);
      outstanding.clear();
      child = await start();
    },
    end: () => child.kill(),
  };
}

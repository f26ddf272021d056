import { setImmediate } from 'node:timers/promises';
import { run } from '../../src/cli/run.js';

/** What a command may be given besides its arguments. */
export interface CliSurroundings {
  readonly stdin?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly env?: Readonly<Record<string, string>>;
  /** Called when a running service would wait for the user; when it resolves, the service stops. */
  readonly untilStopped?: (stdout: () => string) => Promise<void>;
}

/** How a command ended and what it printed. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command inside this process. */
export async function runCli(
  argv: readonly string[],
  surroundings: CliSurroundings = {},
): Promise<CliResult> {
  const { stdin = '', env = {}, untilStopped } = surroundings;
  const printed = { stdout: '', stderr: '' };
  const output = (name: keyof typeof printed) => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const code = await run(argv, {
    stdin: typeof stdin === 'string' || stdin instanceof Uint8Array ? once(Buffer.from(stdin)) : stdin,
    stdout: output('stdout'),
    stderr: output('stderr'),
    env,
    untilStopped: async () => {
      await setImmediate(); // a service says where it listens once it listens for signals
      await untilStopped?.(() => printed.stdout);
    },
  });
  return { code, ...printed };
}

// eslint-disable-next-line @typescript-eslint/require-await -- stands for a stream
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/** The lines of a stream of JSON objects; a line that is for people is left out. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

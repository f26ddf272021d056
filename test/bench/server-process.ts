import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server in a process of its own. */
export class ServerProcess {
  readonly #process: ChildProcess;

  /**
   * @param args for Node.
   * @param stdout descriptor of a file, as a service's log usually is one or becomes one.
   */
  constructor(args: readonly string[], stdout: number, env: NodeJS.ProcessEnv = {}) {
    this.#process = spawn(process.execPath, args, {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', stdout, 'inherit'],
    });
  }

  /** Time that the process has used of processors so far, in µs (proc(5): ticks of 10 ms). */
  cpuMicroseconds(): number {
    const [, fields = ''] = readFileSync(`/proc/${this.#process.pid ?? 0}/stat`, 'utf8').split(') ');
    const [user, system] = fields.split(' ').slice(11, 13).map(Number);
    return ((user ?? NaN) + (system ?? NaN)) * 10_000;
  }

  /** Memory that the process has now, in bytes. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.#process.pid ?? 0}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  }

  stop(): void {
    this.#process.kill();
  }
}

/** Waits until a file holds what a pattern finds. */
export async function found(path: string, pattern: RegExp): Promise<string> {
  for (let waited = 0; waited < 20_000; waited += 10) {
    const [, text] = pattern.exec(readFileSync(path, 'utf8')) ?? [];
    if (text !== undefined) return text;
    await sleep(10);
  }
  throw new Error(`a server did not start; see ${path}`);
}

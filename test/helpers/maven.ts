import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

// One long-lived pass over much: the heap that R4's definitions need, and one collector thread.
const JVM = ['-Xmx700m', '-XX:+UseSerialGC'];

/**
 * Compiles a Maven project unless that was done since its last change.
 *
 * @param folder holds `pom.xml` and `src`, and gets `target`.
 */
export async function buildIfNeeded(folder: string): Promise<void> {
  const stamp = join(folder, 'target/built');
  const sources = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' });
  const changed = ['pom.xml', ...sources.map((file) => join('src', file))].map(
    (file) => statSync(join(folder, file)).mtimeMs,
  );
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= Math.max(...changed)) return;
  await promisify(execFile)('mvn', ['-q', '-B', '-f', join(folder, 'pom.xml'), 'compile']);
  writeFileSync(stamp, '');
}

/**
 * Runs a main class of a built project in one JVM.
 *
 * @returns what it printed, each line read as JSON, in order.
 * @throws Error when the JVM cannot be started or ends with anything but 0: half a run must not look like a good one.
 */
export async function runJava<T>(folder: string, main: string, args: readonly string[]): Promise<T[]> {
  const classpath = readFileSync(join(folder, 'target/classpath.txt'), 'utf8').trim();
  const java = spawn(
    'java',
    [...JVM, '-cp', `${join(folder, 'target/classes')}:${classpath}`, main, ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exit = new Promise<number | null>((resolve, reject) => {
    java.once('error', reject);
    java.once('close', resolve);
  });
  const printed: T[] = [];
  for await (const line of createInterface({ input: java.stdout })) printed.push(JSON.parse(line) as T);
  const code = await exit;
  if (code !== 0) throw new Error(`${main} ended with ${String(code)}`);
  return printed;
}

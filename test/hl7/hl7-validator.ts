import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Hl7Finding } from './judge.js';

const HERE = import.meta.dirname;
const TARGET = join(HERE, 'target');
const STAMP = join(TARGET, 'built');
const MAIN = 'io.github.dermfhirgateway.hl7.Main';
// One long-lived pass over many small files: the heap that R4's definitions need, and one collector thread.
const JVM = ['-Xmx700m', '-XX:+UseSerialGC'];

/** Compiles the Java part with Maven unless that was done since its last change. */
export async function buildIfNeeded(): Promise<void> {
  const sources = readdirSync(join(HERE, 'src'), { recursive: true, encoding: 'utf8' });
  const changed = ['pom.xml', ...sources.map((file) => join('src', file))].map(
    (file) => statSync(join(HERE, file)).mtimeMs,
  );
  if (existsSync(STAMP) && statSync(STAMP).mtimeMs >= Math.max(...changed)) return;
  await promisify(execFile)('mvn', ['-q', '-B', '-f', join(HERE, 'pom.xml'), 'compile']);
  writeFileSync(STAMP, '');
}

/**
 * Runs HL7's validator over every JSON file below a folder, in one JVM.
 *
 * @param conformance folder of the conformance resources that the inputs may refer to.
 * @returns all messages, in file order.
 * @throws Error when the JVM cannot be started or ends with anything but 0: half a run must not look like a good one.
 */
export async function runValidator(conformance: string, inputs: string): Promise<Hl7Finding[]> {
  const classpath = `${join(TARGET, 'classes')}:${readFileSync(join(TARGET, 'classpath.txt'), 'utf8').trim()}`;
  const java = spawn('java', [...JVM, '-cp', classpath, MAIN, conformance, inputs], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    java.once('error', reject);
    java.once('close', resolve);
  });
  const findings: Hl7Finding[] = [];
  for await (const line of createInterface({ input: java.stdout })) {
    findings.push(JSON.parse(line) as Hl7Finding);
  }
  const code = await exit;
  if (code !== 0) throw new Error(`the validator ended with ${String(code)}`);
  return findings;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const TEST = join(import.meta.dirname, '../..');

/** A package as it is installed: `name version`. */
export function npmPackage(name: string): string {
  const file = join(TEST, '../node_modules', name, 'package.json');
  return `${name} ${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
}

/**
 * The version of an artifact as a built Maven project runs it.
 *
 * @param project a folder below `test`.
 */
export function mavenVersion(project: string, artifact: string): string {
  const classpath = readFileSync(join(TEST, project, 'target/classpath.txt'), 'utf8');
  const version = new RegExp(`/${artifact}-([^/:]+)\\.jar`).exec(classpath)?.[1];
  if (version === undefined) throw new Error(`${project} does not use ${artifact}`);
  return version;
}

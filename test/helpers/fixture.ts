import { readdirSync, readFileSync } from 'node:fs';
import { inPackage } from '../../src/package-info.js';

/** Where raw reports are: the sandbox vendor's own, and those that only tests need. */
const folders = ['src/vendor/sandbox/reports/', 'test/fixtures/raw/'].map(inPackage);

/** The vendor's own published example; the sandbox calls it by its case. */
const SHORT_NAMES: Readonly<Record<string, string>> = { acne: 'acne-full' };

const files: ReadonlyMap<string, URL> = new Map(
  folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file): [string, URL] => {
        const name = file.slice(0, -'.json'.length);
        return [SHORT_NAMES[name] ?? name, new URL(file, folder)];
      }),
  ),
);

/** Names of all raw reports: one for each case of the sandbox, and the fixtures of tests. */
export const rawFixtures: readonly string[] = [...files.keys()].sort();

/** The text of a raw report. */
export function rawText(name: string): string {
  const file = files.get(name);
  if (file === undefined) throw new Error(`no raw report ${name}`);
  return readFileSync(file, 'utf8');
}

/** A raw report, parsed afresh: tests may change it. */
export function rawJson(name: string): unknown {
  return JSON.parse(rawText(name));
}

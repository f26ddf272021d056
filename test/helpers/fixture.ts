import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../fixtures/raw/', import.meta.url);

/** Names of all raw reports among the fixtures, without `.json`. */
export const rawFixtures: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

/** The text of a raw report. */
export function rawText(name: string): string {
  return readFileSync(new URL(`${name}.json`, folder), 'utf8');
}

/** A raw report, parsed afresh: tests may change it. */
export function rawJson(name: string): unknown {
  return JSON.parse(rawText(name));
}

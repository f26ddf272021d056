import { readdirSync, readFileSync } from 'node:fs';
import type { Bundle } from 'fhir/r4.js';
import type { IdentifiedResource } from '../../src/fhir/bundle.js';

const folder = new URL('../golden/', import.meta.url);
const END = '.collection.json';

/** Names of the reports whose translation is on file. */
export const goldenNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith(END))
  .map((file) => file.slice(0, -END.length))
  .sort();

/** The resources that a report is translated into, or those of one type, parsed afresh. */
export function golden(name: string, type?: string): IdentifiedResource[] {
  const bundle = JSON.parse(readFileSync(new URL(name + END, folder), 'utf8')) as Bundle<IdentifiedResource>;
  return (bundle.entry ?? [])
    .flatMap(({ resource }) => resource ?? [])
    .filter(({ resourceType }) => type === undefined || resourceType === type);
}
